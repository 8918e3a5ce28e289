/**
 * The printed kit as a Typst document. Everything that it says comes in as JSON in `sys.inputs.kit`, which Typst never reads as markup, and the
 * two-dimensional code as SVG in `sys.inputs.qr`.
 */
export const kitDocument = `
#let kit = json(bytes(sys.inputs.kit))
#let t = kit.text
#set document(title: t.title + ": " + kit.operator, author: "Noroshi")
#set page(
  paper: "a4",
  margin: (x: 18mm, top: 16mm, bottom: 18mm),
  footer: context [#set text(8pt); #kit.kitId #h(1fr) #counter(page).display("1 / 1", both: true)],
)
#set text(font: "BIZ UDPGothic", size: 9.5pt, lang: kit.language, cjk-latin-spacing: none)
#set par(leading: 0.7em)
#set table(stroke: 0.5pt + luma(140), inset: 5pt)
#show heading.where(level: 1): set text(17pt)
#show heading.where(level: 2): set text(11.5pt)
#show heading.where(level: 2): set block(above: 1.1em, below: 0.6em)

= #t.title

#block(fill: luma(235), inset: 8pt, width: 100%, strong(t.keepSafe))

#table(
  columns: (34mm, 1fr),
  table.header(strong(t.operator), strong(kit.operator)),
  t.corporateNumber, kit.corporateNumber,
  t.kit, kit.kitId,
  t.goodUntil, kit.goodUntil,
)

== #t.stepsTitle
#enum(..kit.steps.map(step => [#step]))

== #t.phonesTitle
#if kit.phones.len() == 0 { t.noPhones } else {
  table(
    columns: (1fr, 78mm),
    table.header(strong(t.authority), strong(t.number)),
    ..kit.phones.map(one => (one.name, text(12pt, strong(one.numbers)))).flatten(),
  )
}

== #t.addressesTitle
#grid(
  columns: (1fr, 30mm),
  gutter: 6mm,
  table(
    columns: (34mm, 1fr),
    table.header(strong(t.site), kit.origin),
    t.handIn, kit.handIn,
  ),
  image(bytes(sys.inputs.qr), format: "svg", width: 28mm, alt: t.qrAlt),
)

== #t.fingerprintsTitle
#table(
  columns: (38mm, 1fr),
  table.header(strong(t.root), text(10pt, kit.root)),
  t.policy, text(10pt, kit.policy),
)

#pagebreak()

== #t.codesTitle
#t.codesLead
#table(
  columns: (9mm, 1fr, 28mm, 44mm),
  inset: (x: 5pt, y: 6.5pt),
  table.header(strong(t.codeNumber), strong(t.code), strong(t.usedAt), strong(t.checkCode)),
  ..kit.codes.map(one => (str(one.number), text(13pt, raw(one.code)), [], [])).flatten(),
)

== #t.lostTitle
#t.lost

#block(fill: luma(240), inset: 6pt, raw("noroshi kit revoke " + kit.kitId))
`
