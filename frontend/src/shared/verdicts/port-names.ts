/** Ports as people call them, one or several. */
import { useTranslation } from "react-i18next";

const list = new Intl.ListFormat("en");

export function usePortNames(): (ports: readonly string[]) => string {
  const { t } = useTranslation("player");
  return (ports) =>
    list.format(ports.map((port) => (port === "master" ? t("ports.master") : port.replaceAll("_", " "))));
}
