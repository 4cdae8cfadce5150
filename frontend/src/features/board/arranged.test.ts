import { expect, test } from "vitest";
import { arranged } from "./arranged";
import { matcher } from "./filter";
import { row } from "./row-for-tests";
import { grouped, NO_TASK } from "./rows";

const ida = { id: "i", name: "Ida", left: false, me: true };
const ole = { id: "o", name: "Ole", left: true, me: false };
const status = (name: string, place: number, ends = false) => ({ id: name, name, ends, retired: false, place });
const one = row({ code: "1", task: { ...NO_TASK, assignees: [ida], due: "2020-01-02", priority: "low" } });
const two = row({
  code: "2",
  task: { ...NO_TASK, assignees: [ole], priority: "urgent", status: status("waiting", 2) },
});
const three = row({
  code: "3",
  task: { ...NO_TASK, assignees: [ida], due: "2020-01-01", status: status("done", 3, true) },
});
const four = row({ code: "4" });
const all = [one, two, three, four];
const codes = (rows: readonly { code: string }[]) => rows.map(({ code }) => code).join("");

const found = (text: string) => codes(all.filter(matcher(text)));

test("rows stand by a field, forwards and backwards, and where nothing is said last", () => {
  expect(codes(arranged(all, undefined, null))).toBe("1234");
  expect(codes(arranged(all, "due", null))).toBe("3124");
  expect(codes(arranged(all, "-due", null))).toBe("1324");
  expect(codes(arranged(all, "priority", null))).toBe("2134");
  expect(codes(arranged(all, "-status", null))).toBe("3214");
});

test("groups hold whose work it is or how far it is, and within them the order that is asked for", () => {
  const by = arranged(all, "due", "assignee");
  expect(grouped(by, "assignee").map(({ code, rows }) => [code, codes(rows)])).toEqual([
    ["Ida", "31"],
    ["Ole", "2"],
    ["", "4"],
  ]);
  expect(grouped(arranged(all, undefined, "status"), "status").map(({ code }) => code)).toEqual([
    "waiting",
    "done",
    "",
  ]);
});

test("work is found by whose it is, how far and when it is due", () => {
  expect(found("assignee:me")).toBe("13");
  expect(found("assignee:nobody")).toBe("24");
  expect(found("assignee:ole")).toBe("2");
  expect(found("status:wait")).toBe("2");
  expect(found("priority:urgent")).toBe("2");
  expect(found("due:late")).toBe("1");
  expect(found("-due:nothing")).toBe("13");
});
