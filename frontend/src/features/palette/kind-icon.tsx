/** The sign of each kind of thing, where it has no picture. */
import {
  Clapperboard,
  Film,
  Flag,
  History,
  Images,
  Layers,
  MapPin,
  MessageSquare,
  Package,
  Projector,
  UserRound,
  type LucideIcon,
} from "lucide-react";
import type { Kind } from "./hits";

const ICONS: Record<Kind, LucideIcon> = {
  scene: Clapperboard,
  shot: Film,
  person: UserRound,
  place: MapPin,
  reference: Package,
  take: Images,
  note: MessageSquare,
  playlist: Projector,
  change_set: Layers,
  marker: Flag,
  event: History,
};

export function KindIcon({ kind }: { kind: Kind }) {
  const Icon = ICONS[kind];
  return <Icon size={14} aria-hidden className="text-muted" />;
}
