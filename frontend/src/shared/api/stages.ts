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

export const isOpenCell = (cell: Cell): boolean => OPEN_CELLS.has(cell.state);
export const isOpenOrder = (order: Order): boolean => OPEN_ORDERS.has(order.state);

export const stagesQuery = (production: string) =>
  queryOptions({
    queryKey: keys.stages(production),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/stages/", { params: { path: { production } }, signal })),
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
