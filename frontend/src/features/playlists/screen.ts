/** Playlists, as the rail and the router know them. */
import { createRoute } from "@tanstack/react-router";
import { Projector } from "lucide-react";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";
import { whole } from "../../shared/routing/search";

/** The last part of the address is the open playlist: a link to it is a link to share. */
const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "playlists/{-$playlist}",
  validateSearch: (search: Record<string, unknown>) => whole(search, "frame"),
  component: lazyScreen(() => import("./playlists-page"), "PlaylistsPage"),
});

export const playlistsScreen = {
  route,
  rail: { to: "playlists", label: "playlists:title", icon: Projector, keys: "g y" },
} satisfies Screen<typeof route>;
