/** Problems: what a refused or failed call says, as an error that views can show. */
export const OFFLINE = "offline";

/** A call that did not succeed. `code` is stable; `data` is the whole problem document (`missed`, `level`, ...). */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly code: string;
  readonly request: string;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, detail: string, request = "", data: Record<string, unknown> = {}) {
    super(detail);
    this.status = status;
    this.code = code;
    this.request = request;
    this.data = data;
  }

  /** Nothing was reached, so nothing was changed there as far as we know; trying again with the same key is safe. */
  get offline(): boolean {
    return this.code === OFFLINE;
  }
  get forbidden(): boolean {
    return this.status === 403;
  }
  get missing(): boolean {
    return this.status === 404;
  }
  /** Somebody was faster: `data.missed` lists their events (field, from, to, actor). */
  get conflict(): boolean {
    return this.status === 412 || (this.status === 409 && Array.isArray(this.data.missed));
  }
  get signedOut(): boolean {
    return this.status === 401 && this.code !== "wrong-password";
  }
  /** Worth trying again without changing anything. */
  get passing(): boolean {
    return this.offline || this.status >= 500 || this.status === 429;
  }
}

/** The problem in a reply; replies that are no problem documents (a proxy's page) become one. */
export function problemOf(response: Response, body: unknown): Problem {
  const said = isRecord(body) ? body : {};
  const text = (name: string, other: string) => (typeof said[name] === "string" ? said[name] : other);
  const request = text("request", response.headers.get("X-Request-Id") ?? "");
  const detail = text("detail", response.statusText || `HTTP ${response.status}`);
  return new Problem(response.status, text("code", `http-${response.status}`), detail, request, said);
}

/** Any thrown thing as a problem, for views that show errors. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(0, "page-error", error instanceof Error ? error.message : String(error));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
