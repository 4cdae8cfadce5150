/** How the editor looks, by the tokens of the page. */
import { EditorView } from "@codemirror/view";

const tint = (token: string, percent: number) => `color-mix(in srgb, var(--color-${token}) ${percent}%, transparent)`;

export const look = EditorView.theme(
  {
    "&": { height: "100%", backgroundColor: "var(--color-base)", color: "var(--color-text)", fontSize: "13px" },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": { fontFamily: "var(--font-mono)", lineHeight: "20px" },
    ".cm-content": { padding: "8px 0 40vh", caretColor: "var(--color-text)", maxWidth: "76ch" },
    ".cm-line": { padding: "0 12px" },
    ".cm-gutters": {
      backgroundColor: "var(--color-base)",
      color: "var(--color-idle)",
      borderRight: "1px solid var(--color-line)",
    },
    ".cm-lineNumbers .cm-gutterElement": { minWidth: "40px", padding: "0 6px 0 8px" },
    ".cm-activeLine": { backgroundColor: tint("raised", 60) },
    ".cm-cursor": { borderLeftColor: "var(--color-text)" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
      backgroundColor: tint("accent", 24),
    },
    ".cm-selectionMatch": { backgroundColor: tint("accent", 16) },
    ".cm-searchMatch": { backgroundColor: tint("in-review", 24) },
    ".cm-searchMatch-selected": { backgroundColor: tint("in-review", 48) },
    ".cm-panels": {
      backgroundColor: "var(--color-panel)",
      color: "var(--color-text)",
      borderBottom: "1px solid var(--color-line)",
    },
    ".cm-textfield": {
      backgroundColor: "var(--color-base)",
      color: "var(--color-text)",
      border: "1px solid var(--color-line)",
      borderRadius: "4px",
    },
    ".cm-button": {
      backgroundImage: "none",
      backgroundColor: "var(--color-raised)",
      color: "var(--color-text)",
      border: "1px solid var(--color-line)",
      borderRadius: "4px",
    },
    ".cm-changedLine, .cm-insertedLine": { backgroundColor: `${tint("accent", 4)} !important`, textDecoration: "none" },
    ".cm-changedText": { background: `${tint("accent", 12)} !important` },
    ".cm-deletedChunk": { backgroundColor: `${tint("failed", 8)} !important`, padding: "0 12px" },
    ".cm-deletedText": {
      background: `${tint("failed", 16)} !important`,
      color: "var(--color-text)",
      textDecoration: "line-through",
    },
    ".cm-deletedLine": { color: "var(--color-text)", textDecoration: "none" },
    ".cm-collapsedLines": { background: "var(--color-panel)", color: "var(--color-muted)" },
    ".cm-collapsedLines:before, .cm-collapsedLines:after": { content: '"⋯"' },
    ".cm-changeGutter": { width: "4px", paddingLeft: "0" },
    ".cm-changedLineGutter": { background: "var(--color-accent) !important" },
    ".cm-inlineChangedLineGutter": { background: "var(--color-accent) !important" },
    ".cm-deletedLineGutter": { background: "var(--color-failed) !important" },
  },
  { dark: true },
);
