/** The content policy lets the editor's styles in by this page's nonce alone. */
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

export function nonce(): Extension {
  const value = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
  return value ? EditorView.cspNonce.of(value) : [];
}
