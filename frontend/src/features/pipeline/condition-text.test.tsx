/** How conditions read. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import "../../shared/i18n/setup";
import { useConditionText } from "./condition-text";
import { kindBeside, type Graph, type Kind } from "./graph";
import { kindsQuery } from "./queries";
import "./words";

const shared = [
  { key: "speaks", label: "Speaks", options: [] },
  { key: "parameter:language", label: "Language", options: [] },
];
const kinds = [
  { name: "model_motion", label: "Motion by a model", parameters: { draft: { label: "Draft", kind: "switch", options: [] } } },
  { name: "motion", label: "Motion", parameters: {} },
] as unknown as Kind[]; // prettier-ignore
const stage = (kind: string) => ({ id: "motion", kind, label: "", when: "", inputs: {} });
const graph: Graph = { nodes: [stage("model_motion")], outputs: {} };

function Text({ when }: { when: string }) {
  return <p>{useConditionText(graph, kinds)(when)}</p>;
}

function read(when: string): string | null {
  const queries = new QueryClient();
  queries.setQueryData(kindsQuery.queryKey, { conditions: shared } as never);
  const { container, unmount } = render(
    <QueryClientProvider client={queries}>
      <Text when={when} />
    </QueryClientProvider>,
  );
  const text = container.textContent;
  unmount();
  return text;
}

test("a condition reads as a sentence, one that cannot be read as it is written", () => {
  expect(read("")).toBe("every shot");
  expect(read("speaks and parameter:language != en")).toBe("somebody speaks and Language is not en");
  expect(read("not speaks or parameter:motion.draft")).toBe("nobody speaks or motion: Draft is on");
  expect(read("parameter:gone = 3")).toBe("parameter:gone is 3");
  expect(read("speaks ! loudly")).toBe("speaks ! loudly");
});

test("a kind stands beside a name that does not say it already", () => {
  expect(kindBeside(kinds, stage("motion"))).toBe("");
  expect(kindBeside(kinds, stage("model_motion"))).toBe("Motion by a model");
  expect(kindBeside(kinds, stage("old_kind"))).toBe("old kind");
});
