/** What the account reads, and what it asks of the server. */
import { queryOptions, useMutation, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { all, client, keepCsrf, read } from "../../shared/api/client";
import { asProblem } from "../../shared/api/problem";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";

export type OpenSession = components["schemas"]["OpenSession"];
export type Token = components["schemas"]["Token"];
export type TokenGiven = components["schemas"]["TokenGiven"];

export const sessionsQuery = queryOptions({
  queryKey: keys.mySessions,
  queryFn: ({ signal }) =>
    all<OpenSession>((query) => client.GET("/api/v1/auth/sessions/", { params: { query }, signal })),
});

export const tokensQuery = queryOptions({
  queryKey: keys.myTokens,
  queryFn: ({ signal }) => all<Token>((query) => client.GET("/api/v1/auth/tokens/", { params: { query }, signal })),
});

export const rename = (name: string) => read(client.PATCH("/api/v1/me/", { body: { name } }));

export async function changePassword(asked: { current: string; password: string }) {
  const changed = await read(client.POST("/api/v1/me/password/", { body: asked }));
  keepCsrf(changed.csrf_token);
  return changed;
}

export const endSession = ({ id }: OpenSession) =>
  read(client.DELETE("/api/v1/auth/sessions/{session}/", { params: { path: { session: id } } }));

export const endOthers = () => read(client.DELETE("/api/v1/auth/sessions/"));

export const makeToken = (body: { name: string; days: number }) => read(client.POST("/api/v1/auth/tokens/", { body }));

export const revokeToken = ({ id }: Token) =>
  read(client.DELETE("/api/v1/auth/tokens/{token}/", { params: { path: { token: id } } }));

export const revokeAll = () => read(client.DELETE("/api/v1/auth/tokens/"));

/** An act on the own account. It is no event of any production, so what it makes old is read anew here. */
export function useAct<Asked, Done>(
  call: (asked: Asked) => Promise<Done>,
  renews: readonly QueryKey[],
  onDone?: (done: Done, asked: Asked) => void,
) {
  const queries = useQueryClient();
  const act = useMutation<Done, unknown, Asked>({
    mutationFn: call,
    onSuccess: (done, asked) => {
      for (const queryKey of renews) void queries.invalidateQueries({ queryKey });
      onDone?.(done, asked);
    },
  });
  return {
    run: act.mutate,
    saving: act.isPending,
    problem: act.error ? asProblem(act.error) : null,
    done: act.data,
    reset: act.reset,
  };
}
