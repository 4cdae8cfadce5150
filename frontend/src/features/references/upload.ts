/** Sending a reference picture with its progress, which `fetch` does not tell. */
import { newKey } from "../../shared/api/client";
import { asProblem, OFFLINE, Problem, problemOf } from "../../shared/api/problem";

export const ACCEPTED = ["image/png", "image/jpeg", "image/webp"];

/** A file to send; its key stays with it, so that trying again adds it once. */
export interface Upload {
  file: File;
  key: string;
}

/** What became of files: those that are pictures now, those that were refused and why, those that were not sent. */
export interface Outcome {
  added: readonly Upload[];
  refused: readonly { upload: Upload; problem: Problem }[];
  left: readonly Upload[];
  /** Why sending stopped before the end, if it did. */
  problem: Problem | null;
}

export const uploadOf = (file: File): Upload => ({ file, key: newKey() });

/** Send files one after the other: one that is refused keeps no other from being taken, a lost server stops all.
 * `progress` goes from 0 to 1 over all. */
export async function uploadImages(
  send: (upload: Upload, progress: (part: number) => void) => Promise<void>,
  uploads: readonly Upload[],
  progress: (part: number) => void,
): Promise<Outcome> {
  const [added, refused]: [Upload[], Outcome["refused"][number][]] = [[], []];
  for (const [index, upload] of uploads.entries()) {
    const tell = (part: number) => progress((index + part) / uploads.length);
    // oxlint-disable-next-line no-await-in-loop -- each is a version of its own, in order
    const problem = await send(upload, tell).then(() => null, asProblem);
    if (problem === null) added.push(upload);
    else if (problem.passing || problem.signedOut || problem.forbidden)
      return { added, refused, left: uploads.slice(index), problem };
    else refused.push({ upload, problem });
  }
  return { added, refused, left: [], problem: null };
}

/** Send one file as a picture of a reference. Rejects with a Problem as every call does. */
export const uploadImage = (reference: string, upload: Upload, progress: (part: number) => void): Promise<void> =>
  sent(`/api/v1/references/${reference}/images/`, upload, progress);

/** Send one file as a picture of a reference in a part of the film. */
export const uploadLookImage = (reference: string, look: string, upload: Upload): Promise<void> =>
  sent(`/api/v1/references/${reference}/looks/${look}/images/`, upload, () => {});

function sent(address: string, { file, key }: Upload, progress: (part: number) => void): Promise<void> {
  const body = new FormData();
  body.append("file", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("X-CSRFToken", /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "");
    request.setRequestHeader("Idempotency-Key", key);
    request.upload.addEventListener(
      "progress",
      (event) => event.lengthComputable && progress(event.loaded / event.total),
    );
    request.addEventListener("error", () => reject(new Problem(0, OFFLINE, "The server was not reached.")));
    request.addEventListener("load", () => (request.status < 300 ? resolve() : reject(problemIn(request))));
    request.send(body);
  });
}

function problemIn(request: XMLHttpRequest): Problem {
  const headers = new Headers({ "X-Request-Id": request.getResponseHeader("X-Request-Id") ?? "" });
  return problemOf(
    new Response(null, { status: request.status, statusText: request.statusText, headers }),
    parsed(request.responseText),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
