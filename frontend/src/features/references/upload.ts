/** Sending a reference picture with its progress, which `fetch` does not tell. */
import { newKey } from "../../shared/api/client";
import { OFFLINE, Problem, problemOf } from "../../shared/api/problem";

export const ACCEPTED = ["image/png", "image/jpeg", "image/webp"];

/** Send files one after the other; `progress` goes from 0 to 1 over all. Throws Problem as every call does. */
export async function uploadImages(
  reference: string,
  files: readonly File[],
  progress: (part: number) => void,
): Promise<void> {
  for (const [index, file] of files.entries()) {
    await uploadImage(reference, file, (part) => progress((index + part) / files.length)); // oxlint-disable-line no-await-in-loop -- each is a version of its own, in order
  }
}

function uploadImage(reference: string, file: File, progress: (part: number) => void): Promise<void> {
  const body = new FormData();
  body.append("file", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1/references/${reference}/images/`);
    request.setRequestHeader("X-CSRFToken", /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "");
    request.setRequestHeader("Idempotency-Key", newKey());
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
