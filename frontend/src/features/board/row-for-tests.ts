/** A row of the board with little in it, for tests. */
import type { Cell } from "../../shared/api/stages";
import { NO_TASK, type Row } from "./rows";

export function row({
  cells = {},
  ...given
}: Partial<Omit<Row, "cells">> & { cells?: Record<string, Partial<Cell>> }): Row {
  const code = given.code ?? "SC010_0010";
  const cell = (stage: string, part: Partial<Cell>): Cell => ({
    shot: code,
    stage,
    state: "empty",
    job: null,
    order: null,
    progress: null,
    take: null,
    verdict: null,
    reason: "",
    causes: [],
    check: null,
    ...part,
  });
  return {
    id: code,
    shot: { id: code } as Row["shot"],
    code,
    scene: code.slice(0, 5),
    sceneCode: code.slice(0, 5),
    heading: "",
    description: "",
    state: "empty",
    work: "none",
    stale: false,
    ports: [],
    kept: null,
    locked: [],
    textChanged: false,
    take: null,
    poster: null,
    proxy: null,
    frames: 24,
    cast: [],
    task: NO_TASK,
    words: code.toLowerCase(),
    ...given,
    cells: Object.fromEntries(Object.entries(cells).map(([stage, part]) => [stage, cell(stage, part)])),
  };
}
