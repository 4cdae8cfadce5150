/** Which log positions replies were at, so that the socket knows whether something was read before it listened. */
type Listener = (position: number) => void;

const listeners = new Set<Listener>();

export function heardPosition(position: number): void {
  for (const listener of listeners) listener(position);
}

/** Hear the position of every reply; returns how to stop. */
export function onPosition(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
