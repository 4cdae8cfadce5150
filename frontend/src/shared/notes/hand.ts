/** Which of the pointers on a pad draws: one at a time, and a hand that rests beside its pen draws nothing. */

export interface Pointer {
  pointerId: number;
  pointerType: string;
}

/** What a pointer that comes down does: begin a shape, end what another began without keeping it, or nothing. */
type Coming = "begins" | "drops" | "rests";

export class Hand {
  private drawing: Pointer | null = null;
  private readonly fingers = new Set<number>();
  /** Whether a pen has been seen here: from then on fingers draw no more. */
  private penned = false;

  down({ pointerId, pointerType }: Pointer): Coming {
    if (pointerType === "touch") {
      this.fingers.add(pointerId);
      if (this.penned) return "rests";
      if (this.fingers.size > 1) return this.dropped() ? "drops" : "rests";
    }
    // The edge of a hand often lands before its pen.
    if (pointerType === "pen") this.penned = true;
    else if (this.drawing && !this.draws({ pointerId })) return "rests";
    this.drawing = { pointerId, pointerType };
    return "begins";
  }

  draws({ pointerId }: Pick<Pointer, "pointerId">): boolean {
    return this.drawing?.pointerId === pointerId;
  }

  /** True where what it began ends with it. */
  up(pointer: Pointer): boolean {
    this.fingers.delete(pointer.pointerId);
    return this.draws(pointer) && this.dropped();
  }

  private dropped(): boolean {
    const was = this.drawing !== null;
    this.drawing = null;
    return was;
  }
}
