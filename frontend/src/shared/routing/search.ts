/** What an address keeps, read value by value: whatever is not as it should be is left out. */
type Search = Record<string, unknown>;
type Kept<Name extends string, Value> = { [Key in Name]?: Value };

export function text<Name extends string>(search: Search, name: Name): Kept<Name, string> {
  const value = search[name];
  return (typeof value === "string" && value !== "" ? { [name]: value } : {}) as Kept<Name, string>;
}

/** A whole number that is not negative. */
export function whole<Name extends string>(search: Search, name: Name): Kept<Name, number> {
  const value = search[name];
  return (Number.isSafeInteger(value) && Number(value) >= 0 ? { [name]: value } : {}) as Kept<Name, number>;
}

export function oneOf<Name extends string, Value>(
  search: Search,
  name: Name,
  all: readonly Value[],
): Kept<Name, Value> {
  const value = search[name] as Value;
  return (all.includes(value) ? { [name]: value } : {}) as Kept<Name, Value>;
}

export function flag<Name extends string>(search: Search, name: Name): Kept<Name, true> {
  return oneOf(search, name, [true as const]);
}
