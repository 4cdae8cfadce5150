/** A query as a view: skeleton, problem, empty or data; old data stay, dimmed, when reading them anew fails. */
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { classes } from "../lib/classes";
import { ProblemNotice } from "./problem-notice";
import { Skeleton } from "./skeleton";

export interface QueryViewProps<Data> {
  query: UseQueryResult<Data, unknown>;
  children: (data: Data) => ReactNode;
  isEmpty?: (data: Data) => boolean;
  empty?: ReactNode;
  skeleton?: ReactNode;
}

export function QueryView<Data>({ query, children, isEmpty, empty, skeleton = <Skeleton /> }: QueryViewProps<Data>) {
  const retry = () => void query.refetch();
  if (query.data === undefined) return query.isError ? <ProblemNotice error={query.error} onRetry={retry} /> : skeleton;
  if (isEmpty?.(query.data)) return empty;
  return (
    <>
      {query.isError && (
        <div className="p-2">
          <ProblemNotice error={query.error} onRetry={retry} inline />
        </div>
      )}
      <div className={classes("contents", query.isError && "[&>*]:opacity-60")}>{children(query.data)}</div>
    </>
  );
}
