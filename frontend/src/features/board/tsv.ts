/** Tables as spreadsheets put them on the clipboard: cells by tab, rows by line, quoted where a cell has either. */

export function written(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map(quoted).join("\t")).join("\n");
}

const quoted = (cell: string): string => (/["\t\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The cells of a text; the line break with which spreadsheets end it makes no row. */
export function read(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\n\r]|$)|([^\t\n\r]*))(\t|\r\n|\n|\r|$)/y;
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (!found) break;
    rows.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? "");
    if (found[3] === "\t" && cell.lastIndex === text.length) rows.at(-1)?.push("");
    else if (found[3] !== "\t" && found[3] !== "" && cell.lastIndex < text.length) rows.push([]);
  }
  return rows;
}
