/** Marks in the gutter that tie lines to shots; they move with the text while one writes. */
import { RangeSet, StateEffect, StateField, type EditorState, type Extension, type Text } from "@codemirror/state";
import { EditorView, gutter, GutterMarker } from "@codemirror/view";

export interface ShotLines {
  id: string;
  code: string;
  /** First and last line, counted from 1. */
  lines: readonly [number, number];
}

class ShotMark extends GutterMarker {
  /** Text that is put in before a shot pushes its mark down. */
  override startSide = 1;

  constructor(
    readonly shot: ShotLines,
    readonly first: boolean,
  ) {
    super();
  }

  override eq(other: ShotMark): boolean {
    return other.shot.id === this.shot.id && other.first === this.first && other.shot.code === this.shot.code;
  }

  override toDOM(): HTMLElement {
    const mark = document.createElement("span");
    mark.className = this.first ? "cm-shot cm-shot-first" : "cm-shot";
    mark.textContent = this.first ? this.shot.code.replace(/^.*_/, "") : "";
    mark.title = this.shot.code;
    return mark;
  }
}

export const setShots = StateEffect.define<readonly ShotLines[]>();

const marks = StateField.define<RangeSet<ShotMark>>({
  create: () => RangeSet.empty,
  update(value, transaction) {
    let now = transaction.docChanged ? atLineStarts(value.map(transaction.changes), transaction.newDoc) : value;
    for (const effect of transaction.effects) if (effect.is(setShots)) now = marksOf(effect.value, transaction.newDoc);
    return now;
  },
});

/** A gutter shows marks at the start of lines alone. */
function atLineStarts(value: RangeSet<ShotMark>, document: Text): RangeSet<ShotMark> {
  const found = new Map<number, ShotMark>();
  for (const cursor = value.iter(); cursor.value !== null; cursor.next()) {
    const { from } = document.lineAt(cursor.from);
    if (found.get(from)?.first !== true) found.set(from, cursor.value);
  }
  return RangeSet.of(
    [...found].map(([from, mark]) => mark.range(from)),
    true,
  );
}

function marksOf(shots: readonly ShotLines[], document: Text): RangeSet<ShotMark> {
  const found = shots.flatMap((shot) => {
    const [first, last] = [shot.lines[0], Math.min(shot.lines[1], document.lines)];
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
      new ShotMark(shot, index === 0).range(document.line(first + index).from),
    );
  });
  return RangeSet.of(found, true);
}

export function hasShots(state: EditorState): boolean {
  return state.field(marks).size > 0;
}

/** The shot on whose lines a position is. */
export function shotAt(state: EditorState, position: number): ShotLines | null {
  const line = state.doc.lineAt(position);
  let found: ShotLines | null = null;
  state.field(marks, false)?.between(line.from, line.to, (_from, _to, mark) => {
    found = mark.shot;
    return false;
  });
  return found;
}

/** Where the lines of a shot begin now; null when they are gone. */
export function placeOf(state: EditorState, shot: string): number | null {
  const cursor = state.field(marks).iter();
  for (; cursor.value !== null; cursor.next()) if (cursor.value.shot.id === shot) return cursor.from;
  return null;
}

export function shotGutter(onShot: (shot: string) => void): Extension {
  return [
    marks,
    gutter({
      class: "cm-shots",
      markers: (view) => view.state.field(marks),
      domEventHandlers: {
        click(view, line) {
          const shot = shotAt(view.state, line.from);
          if (shot) onShot(shot.id);
          return shot !== null;
        },
      },
    }),
    EditorView.theme({
      ".cm-shots": { width: "48px" },
      ".cm-shots .cm-gutterElement": { padding: "0" },
      ".cm-shot": {
        display: "block",
        height: "100%",
        cursor: "pointer",
        borderRight: "2px solid var(--color-strong)",
        paddingRight: "6px",
        textAlign: "right",
        fontSize: "11px",
        color: "var(--color-muted)",
      },
      ".cm-shot-first": { borderRightColor: "var(--color-accent)" },
      ".cm-shot:hover": { color: "var(--color-text)", background: "var(--color-raised)" },
    }),
  ];
}
