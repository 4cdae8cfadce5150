/** Where one file is taken and several are dropped: the first is, and the others are named. */
import { i18next } from "../i18n/setup";
import { toast } from "./toast";

export function onlyFile(files: FileList | readonly File[]): File | undefined {
  const [first, ...others] = files;
  if (others.length > 0) {
    const names = new Intl.ListFormat(i18next.language).format(others.map(({ name }) => name));
    toast(i18next.t("one-file", { ns: "common", count: others.length, names }), { kind: "problem" });
  }
  return first;
}
