/** Who is signed in: the session query, signing in and out. */
import { queryOptions, type QueryClient } from "@tanstack/react-query";
import { drafts, files } from "../drafts/drafts";
import { appearanceOf } from "../lib/appearance";
import { keys } from "../live/query-keys";
import { client, keepCsrf, read } from "./client";
import type { components } from "./schema";

export type Session = components["schemas"]["Session"];

export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: async ({ signal }) => kept(await read(client.GET("/api/v1/auth/session/", { signal }))),
  staleTime: 60_000,
});

export async function signIn(queries: QueryClient, username: string, password: string): Promise<void> {
  if (!document.cookie.includes("csrftoken=")) await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
  const session = kept(await read(client.POST("/api/v1/auth/session/", { body: { username, password } })));
  queries.clear();
  queries.setQueryData(keys.session, session);
}

export async function signOut(queries: QueryClient): Promise<void> {
  const session = kept(await read(client.DELETE("/api/v1/auth/session/")));
  queries.clear();
  queries.setQueryData(keys.session, session);
}

function kept(session: Session): Session {
  keepCsrf(session.csrf_token);
  if (session.person) {
    appearanceOf(session.person.person);
    drafts.only(session.person.person);
    void files.only(session.person.person);
  }
  return session;
}
