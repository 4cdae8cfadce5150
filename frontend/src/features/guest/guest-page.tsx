/** What a guest of a share link sees: the door, then the playlist, or plainly why there is nothing. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { asProblem } from "../../shared/api/problem";
import { NumberedFrom } from "../../shared/player/numbering";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { Skeleton } from "../../shared/ui/skeleton";
import { sharedKey, sharedQuery } from "./calls";
import { EndedNotice } from "./ended-notice";
import { GuestDoor } from "./guest-door";
import { GuestRoom } from "./guest-room";
import { useGuestLine } from "./use-guest-line";
import "./words";

const route = getRouteApi("/guest/$link");
export function GuestPage() {
  const { link } = route.useParams();
  const queries = useQueryClient();
  const [secret, setSecret] = useState(() => location.hash.slice(1));
  const query = useQuery({ ...sharedQuery(link), refetchOnWindowFocus: true });
  const problem = query.error ? asProblem(query.error) : null;
  const over = problem !== null && !problem.passing;
  const inside = query.data !== undefined && !over;
  const line = useGuestLine(link, inside);
  useEffect(() => {
    // Once inside the secret has done its work: it stays in no history and on no screen.
    const forget = () => inside && location.hash && history.replaceState(history.state, "", location.pathname);
    // Another address of the link, pasted over this one, loads no page.
    const hear = () => {
      if (location.hash) setSecret(location.hash.slice(1));
      forget();
    };
    forget();
    addEventListener("hashchange", hear);
    return () => removeEventListener("hashchange", hear);
  }, [inside]);
  if (problem?.code === "not-entered" && secret)
    return (
      <GuestDoor
        key={secret}
        link={link}
        secret={secret}
        onIn={() => {
          setSecret("");
          void queries.resetQueries({ queryKey: sharedKey(link) });
        }}
      />
    );
  if (problem && over) return <EndedNotice code={problem.code} error={problem} />;
  if (query.data)
    return (
      <NumberedFrom value={query.data.numbering}>
        <GuestRoom link={link} shared={query.data} line={line} />
      </NumberedFrom>
    );
  return problem ? <ProblemNotice error={problem} onRetry={() => void query.refetch()} /> : <Skeleton />;
}
