/** The cells of the board and the orders behind them; both are read anew every 5 s while anything is open. */
import { queryOptions } from "@tanstack/react-query";
import { keys } from "../live/query-keys";
import { all, client, read } from "./client";
import type { components } from "./schema";

export type Board = components["schemas"]["Board"];
export type Cell = components["schemas"]["Cell"];
export type ShotStanding = components["schemas"]["ShotStanding"];
export type Order = components["schemas"]["Order"];

const EVERY = 5000;
const OPEN_CELLS = new Set<Cell["state"]>(["waiting", "ready", "running"]);
const OPEN_ORDERS = new Set<Order["state"]>(["held", "running"]);

const isOpenCell = (cell: Cell): boolean => OPEN_CELLS.has(cell.state);
export const isOpenOrder = (order: Order): boolean => OPEN_ORDERS.has(order.state);

/** The whole board: as it came, or what has changed put into what was there. Shots that did not change stay the same. */
export function withChanges(before: Board | undefined, reply: Board): Board {
  if (!before || !reply.changes) return reply;
  const gone = new Set(reply.gone);
  const standings = new Map(reply.shots.map((each) => [each.shot, each]));
  const shots = before.shots.flatMap((each) => (gone.has(each.shot) ? [] : [standings.get(each.shot) ?? each]));
  const [were, are] = [byShot(before.stages), byShot(reply.stages)];
  const stages = shots.flatMap(({ shot }) => (standings.has(shot) ? are : were).get(shot) ?? []);
  return { ...reply, stages, shots, changes: false, gone: [] };
}

function byShot(cells: readonly Cell[]): Map<string, Cell[]> {
  const grouped = new Map<string, Cell[]>();
  for (const cell of cells) {
    const beside = grouped.get(cell.shot);
    if (beside) beside.push(cell);
    else grouped.set(cell.shot, [cell]);
  }
  return grouped;
}

export const stagesQuery = (production: string) =>
  queryOptions({
    queryKey: keys.stages(production),
    queryFn: async ({ signal, client: kept, queryKey }) => {
      const before = kept.getQueryData<Board>(queryKey);
      const query = before?.since ? { since: before.since } : {};
      const address = "/api/v1/productions/{production}/stages/";
      return withChanges(before, await read(client.GET(address, { params: { path: { production }, query }, signal })));
    },
    refetchInterval: (query) => (query.state.data?.stages.some(isOpenCell) ? EVERY : false),
  });

export const ordersQuery = (production: string) =>
  queryOptions({
    queryKey: keys.orders(production),
    queryFn: ({ signal }) =>
      all((query) =>
        client.GET("/api/v1/productions/{production}/orders/", { params: { path: { production }, query }, signal }),
      ),
    refetchInterval: (query) => (query.state.data?.some(isOpenOrder) ? EVERY : false),
  });
