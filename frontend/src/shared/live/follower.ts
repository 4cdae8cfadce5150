/** Follows a production's log over a socket and resumes by position; knows nothing of React or queries. */
import { CLOSED, type Frame } from "./frames";

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 4000;
/** The server says something every 2 s: a line that is silent for longer than two of them is dead. */
export const SILENCE = 4500;

export interface Heard {
  frame(frame: Frame): void;
  /** Not connected; tries again by itself unless `final` (signed out, no member) says why it does not. */
  lost(final: "signed-out" | "no-member" | null): void;
  /** The server knows less than we do (its data were replaced): everything read before is void. */
  reset(): void;
}

export type Connect = (address: string) => WebSocket;

export class Follower {
  private socket: WebSocket | null = null;
  private position: number | null = null;
  private pause = FIRST_PAUSE;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;

  constructor(
    private readonly production: string,
    private readonly heard: Heard,
    private readonly connect: Connect = (address) => new WebSocket(address),
  ) {}

  start(): void {
    globalThis.addEventListener("online", this.now);
    globalThis.addEventListener("offline", this.drop);
    this.open();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    clearTimeout(this.silence);
    globalThis.removeEventListener("online", this.now);
    globalThis.removeEventListener("offline", this.drop);
    this.socket?.close();
  }

  /** Try again at once instead of waiting. */
  readonly now = (): void => {
    if (this.stopped || this.socket) return;
    this.pause = FIRST_PAUSE;
    this.open();
  };

  /** Say something, as long as the line stands. */
  readonly say = (message: object): void => {
    if (this.socket?.readyState === 1) this.socket.send(JSON.stringify(message));
  };

  private readonly drop = (): void => this.socket?.close();

  private address(): string {
    const after = this.position === null ? "" : `?after=${this.position}`;
    return `${globalThis.location.origin.replace(/^http/, "ws")}/ws/productions/${this.production}/${after}`;
  }

  private open(): void {
    clearTimeout(this.timer);
    const socket = this.connect(this.address());
    this.socket = socket;
    socket.addEventListener(
      "message",
      (message) => socket === this.socket && this.said(JSON.parse(String(message.data)) as Frame),
    );
    socket.addEventListener("close", (closed) => socket === this.socket && this.closed(closed.code));
    this.listen();
  }

  /** Wait for the next frame; the close of a dead line may be reported minutes later, so it is not waited for. */
  private listen(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      const socket = this.socket;
      this.closed(0);
      socket?.close();
    }, SILENCE);
  }

  private said(frame: Frame): void {
    if (this.stopped) return;
    this.listen();
    if (frame.kind === "hello") {
      this.pause = FIRST_PAUSE;
      this.position ??= frame.position;
    }
    if (frame.kind === "events") this.position = frame.position;
    this.heard.frame(frame);
  }

  private closed(code: number): void {
    this.socket = null;
    clearTimeout(this.silence);
    if (this.stopped) return;
    if (code === CLOSED.unknown_person) return this.heard.lost("signed-out");
    if (code === CLOSED.no_member || code === CLOSED.no_production) return this.heard.lost("no-member");
    if (code === CLOSED.ahead) {
      this.position = null;
      this.heard.reset();
    }
    this.heard.lost(null);
    this.timer = setTimeout(() => this.open(), this.pause * (0.75 + Math.random() / 2));
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }
}
