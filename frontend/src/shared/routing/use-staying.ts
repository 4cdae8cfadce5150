/** Whether the reader stays: what a screen keeps in its address must not undo the way to another that is still being fetched. */
import { useRouter } from "@tanstack/react-router";
import { useCallback } from "react";

/** The same function as long as the router is the same. */
export function useStaying(): () => boolean {
  const router = useRouter();
  return useCallback(() => router.state.matches.at(-1)?.pathname === router.latestLocation.pathname, [router]);
}
