/** A warning as a Typst document. Everything that it says comes in as JSON in `sys.inputs.warning`, which Typst never reads as markup. */
export const warningDocument = `
#let w = json(bytes(sys.inputs.warning))
#let t = w.text
#set document(title: w.title, author: "Noroshi")
#set page(
  paper: "a4",
  margin: (x: 18mm, top: 22mm, bottom: 20mm),
  header: [#set text(9pt, weight: "bold"); #w.tlp #h(6mm) #w.pap #h(1fr) #t.issuer],
  footer: context [#set text(8pt); #w.tlp #h(6mm) #w.id #h(1fr) #counter(page).display("1 / 1", both: true)],
)
#set text(font: "BIZ UDPGothic", size: 10pt, lang: w.language, cjk-latin-spacing: none)
#set par(leading: 0.7em)
#set table(stroke: 0.5pt + luma(140), inset: 5pt)
#show heading.where(level: 1): set text(17pt)
#show heading.where(level: 2): set text(12pt)
#show heading.where(level: 2): set block(above: 1.3em, below: 0.7em)
#show raw: set text(font: "BIZ UDPGothic", size: 9pt)

// Long values have no place to break: here every character is one. A letter of no width would end up in copies of the text instead, and garble them.
#let value(text) = text.clusters().join(box())

= #w.title

#if w.banner != none {
  block(stroke: 2pt + rgb("#a00000"), inset: 9pt, width: 100%, text(12pt, fill: rgb("#a00000"), strong(w.banner)))
}

== #t.actions
#enum(..w.actions.map(action => [#action]))

== #t.happening
#w.happening

#if w.note != none [
  == #t.note
  #w.note
]

#table(
  columns: (38mm, 1fr),
  table.header(strong(t.audience), strong(w.audience)),
  t.confidence, w.confidence,
  t.validity, w.validity,
  t.terms, w.terms.join(linebreak()),
  t.number, [#w.id #linebreak() #w.version],
  t.published, w.published,
  t.page, [#link(w.page)[#value(w.page)] #linebreak() #t.newest],
)

#if w.wrong.len() > 0 [
  == #t.wrong
  #table(
    columns: (30mm, 1fr, 45mm),
    table.header(strong(t.type), strong(t.value), strong(t.reason)),
    ..w.wrong.map(one => (one.type, value(one.value), one.reason)).flatten(),
  )
]

== #t.indicators
#if w.indicators.len() == 0 { t.noIndicators } else [
  #t.indicatorsLead
  #table(
    columns: (25mm, 1fr, 19mm, 30mm, 27mm),
    table.header(strong(t.type), strong(t.value), strong(t.advice), strong(t.sureness), strong(t.until)),
    ..w.indicators.map(one => (one.type, value(one.value), one.advice, one.confidence, one.until)).flatten(),
  )
  #if w.more != none { w.more }
]

#for part in w.lists [
  == #part.title
  #list(..part.entries.map(entry => [#value(entry)]))
]

#if w.detections.len() > 0 [
  == #t.detections
  #for rule in w.detections [
    #strong(rule.title)
    #block(fill: luma(240), inset: 6pt, width: 100%, raw(rule.text, block: true))
  ]
]
`
