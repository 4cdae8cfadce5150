/** Where one stands in the screenplay: what the address names, what the text became, and the way to a shot. */
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import type { EditorHandle } from "./editor";
import type { ShotLines } from "./shot-gutter";

const route = getRouteApi("/in/p/$production/script");

export function useOpenShot(production: string): (shot: string) => void {
  const navigate = useNavigate();
  return (shot) => void navigate({ to: `/p/${production}/shots/${shot}` as "/productions" });
}

/** Texts that come from elsewhere (a newer revision) go into the editor; what was typed there is there already. */
export function useFollow(text: string, editor: EditorHandle | null): void {
  useEffect(() => {
    if (editor && editor.text() !== text) editor.replace(text);
  }, [text, editor]);
}

/** Stand where the address says, once. */
export function usePlace(editor: EditorHandle | null, lines: readonly ShotLines[]): void {
  const { shot, line } = route.useSearch();
  const known = lines.length > 0;
  useEffect(() => {
    if (!editor || !known) return;
    if (shot) editor.goToShot(shot);
    else if (line) editor.goToLine(line);
  }, [editor, known, shot, line]);
}
