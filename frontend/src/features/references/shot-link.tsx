/** The code of a shot, which leads to it. In a grid the keyboard opens it with Enter: there it takes no tab stop. */
import { Link } from "@tanstack/react-router";
import { useProduction } from "../../shared/routing/use-production";

export function ShotLink({ shot, inGrid = false }: { shot: { shot: string; code: string }; inGrid?: boolean }) {
  const { id } = useProduction();
  return (
    <Link
      to={`/p/${id}/shots/${shot.shot}` as "/productions"}
      preload={false}
      {...(inGrid ? { tabIndex: -1 } : {})}
      className="numbers whitespace-nowrap underline decoration-strong underline-offset-2 hover:decoration-current"
    >
      {shot.code}
    </Link>
  );
}
