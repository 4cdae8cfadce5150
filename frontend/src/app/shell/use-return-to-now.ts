/** Leaves the past, staying on the screen. */
import { useNavigate } from "@tanstack/react-router";

export function useReturnToNow(): () => void {
  const navigate = useNavigate();
  return () => void navigate({ to: ".", search: ((search: object) => ({ ...search, at: undefined })) as never });
}
