/** True once a state has lasted: skeletons show after 150 ms, so that quick answers do not flicker. */
import { useEffect, useState } from "react";

export function useAfter(lasting: boolean, milliseconds = 150): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    if (!lasting) return;
    const timer = setTimeout(() => setPassed(true), milliseconds);
    return () => {
      clearTimeout(timer);
      setPassed(false);
    };
  }, [lasting, milliseconds]);
  return lasting && passed;
}
