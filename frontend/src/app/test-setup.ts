/** What jsdom lacks and React Aria asks for. */
if (!("CSS" in globalThis)) Object.assign(globalThis, { CSS: { escape: (text: string) => text } });
