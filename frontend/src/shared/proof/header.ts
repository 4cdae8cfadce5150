/** The header of an event: the lines that its leaf covers. Payload and meta stand in it by their digests. */

const FORMAT = "continuity-event-v1";

export interface Header {
  log: string;
  stream: string;
  version: number;
  event: string;
  type: string;
  at: string;
  actor: string;
  payload: string;
  meta: string;
}

/** null for a text that is no header. */
export function readHeader(text: string): Header | null {
  const lines = text.split("\n");
  if (lines.length !== 12 || lines[0] !== FORMAT || lines[11] !== "") return null;
  const [, log = "", stream = "", version = "", event = "", type = "", , at = "", actor = "", payload = "", meta = ""] =
    lines;
  return { log, stream, version: Number(version), event, type, at, actor, payload, meta };
}
