/** What a field of a local time means in UTC. The server takes a time as precisely as it is written: all of its minute. */
const LENGTHS = { minute: 16, second: 19 };

export const utcTime = (local: string, precision: keyof typeof LENGTHS): string =>
  `${new Date(local).toISOString().slice(0, LENGTHS[precision])}Z`;
