/** One shot, as it is or as it was. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { shotQuery } from "../../shared/api/shots";
import { takesQuery } from "../../shared/player/takes";
import { useProduction } from "../../shared/routing/use-production";
import { QueryView } from "../../shared/ui/query-view";
import { OneShot } from "./one-shot";
import { PastShot } from "./past-shot";
import { stacked } from "./take-stack";

const route = getRouteApi("/in/p/$production/shots/$shot");

export function ShotPage() {
  const { at } = useProduction();
  const { shot } = route.useParams();
  return at === null ? <Present shot={shot} /> : <PastShot shot={shot} at={at} />;
}

function Present({ shot }: { shot: string }) {
  const { id } = useProduction();
  const query = useQuery(shotQuery(id, shot));
  const takes = useQuery(takesQuery(id, shot));
  return (
    <QueryView query={query}>
      {({ shot: found, etag }) => (
        <QueryView query={takes}>
          {(list) => <OneShot key={found.id} shot={found} etag={etag} takes={stacked(list)} />}
        </QueryView>
      )}
    </QueryView>
  );
}
