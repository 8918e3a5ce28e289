/** Style of the file of charts, in the colours of the pages. */
export const simulationStyle = `
:root { color-scheme: light; font: 16px/1.7 "Noto Sans JP", -apple-system, "Hiragino Sans", "Yu Gothic UI", sans-serif; color: #1a1a1c; background: #fff }
body { margin: 0 auto; max-width: 72rem; padding: 1rem }
h1 { font-size: 1.75rem; line-height: 1.4 } h2 { font-size: 1.375rem; line-height: 1.5; margin-top: 3rem } h3 { font-size: 1.125rem }
.scroll { overflow-x: auto } .scroll:focus-visible { outline: 4px solid #000; outline-offset: 2px }
table { border-collapse: collapse; min-width: 100% } caption { text-align: start; font-weight: bold; padding: .5rem 0 }
th, td { border-bottom: 1px solid #b3b3b3; padding: .375rem .75rem; text-align: start; vertical-align: top }
td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap }
.chart { max-width: 48rem; margin: 1rem 0 } .chart p { margin: .75rem 0 .125rem; display: flex; justify-content: space-between; gap: 1rem }
.chart svg { display: block; width: 100% } .first { fill: #0017c1 } .second { fill: #c16800 }
.key { display: inline-block; width: .875rem; height: .875rem; margin-inline-end: .375rem; vertical-align: middle }
.key rect { width: 100%; height: 100% }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem } dt { font-weight: bold } dd { margin: 0 }
.note { border: 1px solid #7a5c00; border-inline-start-width: 8px; padding: .75rem 1rem }
`

/** SHA-256 of {@link simulationStyle} as a content security policy takes it: the file allows its own style and nothing else. */
export const simulationStyleHash = 'sha256-NIUM+1qKsUc0bmjp1Ns3cXkOPxDvnoHdu50rqqHFCb0='
