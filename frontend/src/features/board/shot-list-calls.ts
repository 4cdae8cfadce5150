/** Shot lists at the API. */
import { client, idempotent, read } from "../../shared/api/client";
import { withFile } from "../../shared/api/upload";

export type Column = Awaited<ReturnType<typeof openList>>["columns"][number];
export type Field = NonNullable<Column["field"]>;
/** What each column holds, by its name; null passes it over. */
export type Fields = Readonly<Record<string, Field | null>>;
export type Imported = Awaited<ReturnType<typeof importList>>;

export interface Listing {
  file: File;
  /** Tells this choice of a file from others of its name. */
  id: string;
  fields: Fields;
  /** Rows with errors stay out; otherwise one keeps the whole list out. */
  skip?: boolean;
}

/** As the server takes it. */
const columnsOf = (fields: Fields) => JSON.stringify(Object.entries(fields).map(([name, field]) => ({ name, field })));

const path = (production: string) => ({ path: { production } });

export const openList = (production: string, file: File) =>
  read(
    client.POST("/api/v1/productions/{production}/shots/list/open/", { params: path(production), ...withFile(file) }),
  );

export const tryList = (production: string, { file, fields }: Listing) =>
  read(
    client.POST("/api/v1/productions/{production}/shots/list/", {
      params: { ...path(production), query: { dry_run: true } },
      ...withFile(file, { columns: columnsOf(fields) }),
    }),
  );

export const importList = (production: string, { file, fields, skip = false }: Listing, key: string) =>
  read(
    client.POST("/api/v1/productions/{production}/shots/list/", {
      params: { ...path(production), query: { skip_errors: skip } },
      headers: idempotent(key),
      ...withFile(file, { columns: columnsOf(fields) }),
    }),
  );
