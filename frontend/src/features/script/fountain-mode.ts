/** How the editor shows a screenplay: each line as what the grammar reads in it, set in its own direction. */
import { RangeSetBuilder, StateField, type Extension } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from "@codemirror/view";
import { read, type LineKind, type Reading } from "./fountain-grammar";
import { shotTerms } from "./words";

const reading = StateField.define<Reading>({
  create: (state) => read(state.doc.toString()),
  update: (value, transaction) => (transaction.docChanged ? read(transaction.newDoc.toString()) : value),
});

/** Marks on the lines in sight alone: a long script has thousands. */
const marks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = marked(view);
    }

    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged) this.decorations = marked(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function marked(view: EditorView): DecorationSet {
  const { doc } = view.state;
  const { kinds, asides } = view.state.field(reading);
  const found = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges)
    for (let { number } = doc.lineAt(from); number <= doc.lines && doc.line(number).from <= to; number += 1) {
      const line = doc.line(number);
      const kind = kinds[number - 1] ?? "";
      found.add(line.from, line.from, LINES[kind]);
      const inside = asides.filter((aside) => aside.from < line.to && aside.to > line.from);
      const words = [
        ...inside.map((aside) => [Math.max(aside.from, line.from), Math.min(aside.to, line.to), ASIDE] as const),
        ...(kind === "action" && inside.length === 0 ? termsIn(line.text, line.from) : []),
      ];
      for (const [start, end, mark] of words) if (start < end) found.add(start, end, mark);
    }
  return found.finish();
}

const TERM = shotTerms();

function termsIn(text: string, at: number): (readonly [number, number, Decoration])[] {
  return [...text.matchAll(TERM)].map((term) => [at + term.index, at + term.index + term[0].length, SHOT] as const);
}

const SHOT = Decoration.mark({ class: "cm-shot-term" });
const ASIDE = Decoration.mark({ class: "cm-aside" });

const KINDS: readonly LineKind[] = [
  "", "title", "heading", "action", "character", "parenthetical", "dialogue", "lyrics", "transition", "centred",
  "page-break", "page-mark", "section", "synopsis", "note", "boneyard",
]; // prettier-ignore

/** The direction of each line follows its first letter, whatever stands around it. */
const LINES = Object.fromEntries(
  KINDS.map((kind) => [kind, Decoration.line({ attributes: { dir: "auto", class: `cm-kind-${kind || "blank"}` } })]),
) as Record<LineKind, Decoration>;

const muted = { color: "var(--color-muted)" };
const look = EditorView.theme({
  ".cm-kind-heading": { fontWeight: "700" },
  ".cm-kind-section": { color: "var(--color-accent)", fontWeight: "600" },
  ".cm-kind-synopsis": { ...muted, fontStyle: "italic" },
  ".cm-kind-transition, .cm-kind-title, .cm-kind-page-break, .cm-kind-page-mark": muted,
  ".cm-kind-character": { color: "var(--color-in-review)" },
  ".cm-kind-parenthetical": { ...muted, fontStyle: "italic" },
  ".cm-kind-dialogue": { color: "var(--color-queued)" },
  ".cm-kind-lyrics": { color: "var(--color-queued)", fontStyle: "italic" },
  ".cm-kind-centred": { color: "var(--color-accent)" },
  ".cm-shot-term": { color: "var(--color-accent)", fontWeight: "600" },
  ".cm-aside, .cm-kind-note, .cm-kind-boneyard": { ...muted, fontStyle: "italic", fontWeight: "400" },
});

export const fountain: Extension = [reading, marks, look, EditorView.perLineTextDirection.of(true)];
