/** The screenplay in CodeMirror: highlighting, shot marks, what differs from the saved revision, and where one is. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { diff, getChunks, goToNextChunk, goToPreviousChunk, unifiedMergeView } from "@codemirror/merge";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { ChangeSet, Compartment, EditorState, Text, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { completion, type Known } from "./completion";
import { look } from "./editor-look";
import { fountain } from "./fountain-mode";
import { nonce } from "./nonce";
import { hasShots, placeOf, setShots, shotAt, shotGutter, type ShotLines } from "./shot-gutter";

/** What the page may ask of the editor. */
export interface EditorHandle {
  goToLine: (line: number) => void;
  goToShot: (shot: string) => void;
  nextChange: () => void;
  previousChange: () => void;
  /** Puts other text in, as one change that can be undone; with `shots`, whose lines are those of `text`. */
  replace: (text: string, shots?: readonly ShotLines[]) => void;
  text: () => string;
}

export interface EditorProps {
  label: string;
  /** The text to begin with; later texts come through `replace`. */
  text: string;
  /** The saved revision, against which changes show. */
  saved: string;
  /** By the lines of `saved`; null while those are not known. */
  shots: readonly ShotLines[] | null;
  readOnly: boolean;
  /** Who and what may be named: `@` and `#` complete to them. */
  known: Known;
  onText: (text: string) => void;
  onShot: (shot: string) => void;
  /** The shot whose lines the cursor is on, and the line, counted from 1. */
  onPlace: (shot: string | null, line: number) => void;
  onReady: (handle: EditorHandle) => void;
}

export function Editor(props: EditorProps) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const { saved, shots, readOnly, label } = props;
  useEffect(() => {
    if (!box.current) return;
    const made = new EditorView({
      parent: box.current,
      state: EditorState.create({ doc: latest.current.text, extensions: extensions(latest) }),
    });
    view.current = made;
    latest.current.onReady(handleOf(made));
    return () => {
      made.destroy();
      view.current = null;
    };
  }, []);
  useEffect(() => view.current?.dispatch({ effects: original.reconfigure(against(saved)) }), [saved]);
  useEffect(() => {
    if (!shots || !view.current) return;
    const { state } = view.current;
    const text = state.doc.toString();
    if (text === saved) view.current.dispatch({ effects: setShots.of(shots) });
    else if (!hasShots(state)) view.current.dispatch({ effects: setShots.of(carried(shots, saved, text)) });
  }, [shots, saved]);
  useEffect(
    () => view.current?.dispatch({ effects: rights.reconfigure(rightsOf(readOnly, label)) }),
    [readOnly, label],
  );
  return <div ref={box} className="min-h-0 min-w-0 flex-1 overflow-hidden" />;
}

const original = new Compartment();
const rights = new Compartment();

function extensions(latest: { current: EditorProps }): Extension[] {
  return [
    nonce(),
    lineNumbers(),
    shotGutter((shot) => latest.current.onShot(shot)),
    history(),
    drawSelection(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    search({ top: true }),
    keymap.of([
      ...defaultKeymap,
      ...historyKeymap,
      ...searchKeymap.filter((each) => each.key !== "Mod-k"),
      { ...indentWithTab, key: "Alt-Tab" },
    ]),
    EditorView.lineWrapping,
    completion(() => latest.current.known),
    fountain,
    look,
    original.of(against(latest.current.saved)),
    rights.of(rightsOf(latest.current.readOnly, latest.current.label)),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) latest.current.onText(update.state.doc.toString());
      if (update.docChanged || update.selectionSet) {
        const { head } = update.state.selection.main;
        latest.current.onPlace(shotAt(update.state, head)?.id ?? null, update.state.doc.lineAt(head).number);
      }
    }),
  ];
}

function against(saved: string): Extension {
  return unifiedMergeView({
    original: saved,
    mergeControls: false,
    gutter: true,
    syntaxHighlightDeletions: false,
    allowInlineDiffs: true,
    diffConfig: { scanLimit: 1000, timeout: 200 },
  });
}

function rightsOf(readOnly: boolean, label: string): Extension {
  return [
    EditorState.readOnly.of(readOnly),
    EditorView.editable.of(!readOnly),
    EditorView.contentAttributes.of({ "aria-label": label, "aria-readonly": String(readOnly), tabindex: "0" }),
  ];
}

function handleOf(view: EditorView): EditorHandle {
  const stand = (position: number) => {
    view.dispatch({ selection: { anchor: position }, effects: EditorView.scrollIntoView(position, { y: "center" }) });
    view.focus();
  };
  return {
    goToLine: (line) => stand(view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines)).from),
    goToShot: (shot) => {
      const place = placeOf(view.state, shot);
      if (place !== null) stand(place);
    },
    nextChange: () => round(view, goToNextChunk),
    previousChange: () => round(view, goToPreviousChunk),
    replace: (text, shots) => {
      view.dispatch({ changes: difference(view.state.doc.toString(), text) });
      if (shots) view.dispatch({ effects: setShots.of(shots) });
    },
    text: () => view.state.doc.toString(),
  };
}

/** The fewest changes that lead from one text to another, so that marks outside of them stay. */
function difference(before: string, after: string): { from: number; to: number; insert: string }[] {
  return diff(before, after, { scanLimit: 1000, timeout: 300 }).map(({ fromA, toA, fromB, toB }) => ({
    from: fromA,
    to: toA,
    insert: after.slice(fromB, toB),
  }));
}

/** Shots by the lines of `before`, on the lines where their text stands in `after`. */
function carried(shots: readonly ShotLines[], before: string, after: string): ShotLines[] {
  const [old, now] = [before, after].map((text) => Text.of(text.split("\n"))) as [Text, Text];
  const changes = ChangeSet.of(difference(before, after), before.length);
  const line = (number: number) => now.lineAt(changes.mapPos(old.line(Math.min(number, old.lines)).from, 1)).number;
  return shots.map((shot) => ({ ...shot, lines: [line(shot.lines[0]), line(shot.lines[1])] }));
}

function round(view: EditorView, go: (target: EditorView) => boolean): void {
  if ((getChunks(view.state)?.chunks.length ?? 0) > 0) go(view);
  view.focus();
}
