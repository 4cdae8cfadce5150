/** The checkpoints of the log, and whether of two of them the later one grew from the earlier: checked in this browser. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "../../shared/api/problem";
import { canHash, fromHex } from "../../shared/proof/bytes";
import { grew } from "../../shared/proof/merkle";
import { readNote, readVerifier, signatureBy, type Signature } from "../../shared/proof/notes";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { RelativeTime } from "../../shared/ui/figures";
import { CopyText, ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { Select } from "../../shared/ui/select";
import { Panel } from "./parts";
import { checkpointsQuery, consistency, type Checkpoint } from "./queries";

const SHOWN = 8;

export function CheckpointsPanel() {
  const { t } = useTranslation("verification");
  const { id } = useProduction();
  const query = useQuery(checkpointsQuery(id));
  return (
    <Panel title={t("checkpoints.title")} help={t("checkpoints.help")}>
      <QueryView
        query={query}
        isEmpty={({ results }) => results.length === 0}
        empty={<p className="text-muted">{t("checkpoints.none")}</p>}
      >
        {({ results }) => (
          <div className="flex flex-col gap-3">
            {results.length > 1 && <Compare checkpoints={results} />}
            <List checkpoints={results} />
          </div>
        )}
      </QueryView>
    </Panel>
  );
}

function List({ checkpoints }: { checkpoints: readonly Checkpoint[] }) {
  const { t } = useTranslation("verification");
  const [all, setAll] = useState(false);
  const shown = all ? checkpoints : checkpoints.slice(0, SHOWN);
  return (
    <>
      <table className="w-full text-body">
        <thead>
          <tr className="text-left text-label text-muted">
            <th className="pb-1 text-right font-medium">{t("checkpoints.size")}</th>
            <th className="pb-1 pl-4 font-medium">{t("checkpoints.made")}</th>
            <th className="pb-1 pl-4 font-medium">{t("checkpoint.key")}</th>
            <th className="pb-1 pl-4 font-medium">{t("checkpoint.note")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((each) => (
            <tr key={each.size} className="border-t border-line">
              <td className="numbers py-1 text-right">#{each.size}</td>
              <td className="py-1 pl-4">{each.made_at && <RelativeTime at={each.made_at} />}</td>
              <td className="numbers py-1 pl-4 text-muted">{each.key_id}</td>
              <td className="py-1 pl-4">
                {each.note && <CopyText text={each.note} shown={t("checkpoint.copy-note")} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!all && checkpoints.length > SHOWN && (
        <Button size="small" className="self-start" onPress={() => setAll(true)}>
          {t("checkpoints.more", { count: checkpoints.length - SHOWN })}
        </Button>
      )}
    </>
  );
}

function Compare({ checkpoints }: { checkpoints: readonly Checkpoint[] }) {
  const { t } = useTranslation("verification");
  const { id } = useProduction();
  const [from, setFrom] = useState(String(checkpoints.at(-1)?.size));
  const [to, setTo] = useState(String(checkpoints[0]?.size));
  const options = checkpoints.map(({ size }) => ({ value: String(size), label: `#${size}` }));
  const [older, newer] = [from, to].map((size) => checkpoints.find((each) => String(each.size) === size));
  const ordered = older !== undefined && newer !== undefined && older.size < newer.size;
  const compare = useMutation({
    mutationFn: () => (ordered ? grown(id, older, newer) : Promise.reject(new Error(t("checkpoints.order")))),
  });
  const choose = (set: (size: string) => void) => (size: string) => {
    compare.reset();
    set(size);
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end gap-2">
        <Select
          label={t("checkpoints.from")}
          options={options}
          value={from}
          onChange={choose(setFrom)}
          className="w-28"
        />
        <Select label={t("checkpoints.to")} options={options} value={to} onChange={choose(setTo)} className="w-28" />
        <Button isDisabled={!ordered || !canHash() || compare.isPending} onPress={() => compare.mutate()}>
          {t("checkpoints.compare")}
        </Button>
        {!ordered && <span className="pb-2 text-body text-muted">{t("checkpoints.order")}</span>}
      </div>
      {compare.error && <ProblemNotice error={asProblem(compare.error)} inline onRetry={() => compare.mutate()} />}
      {compare.data && <Outcome {...compare.data} from={from} to={to} />}
    </div>
  );
}

interface Grown {
  grew: boolean;
  signatures: readonly Signature[];
}

function Outcome({ grew: whole, signatures, from, to }: Grown & { from: string; to: string }) {
  const { t } = useTranslation("verification");
  const good = whole && !signatures.includes("unsigned");
  return (
    <p role="status">
      <span aria-hidden className={good ? "mr-1.5 text-approved" : "mr-1.5 text-failed"}>
        {good ? "✓" : "✕"}
      </span>
      {t(whole ? "checkpoints.grew" : "checkpoints.differs", { from, to })}{" "}
      {t(
        signatures.includes("unsigned")
          ? "checkpoints.unsigned"
          : signatures.includes("unknown")
            ? "checkpoints.unknown"
            : "checkpoints.signed",
      )}
    </p>
  );
}

/** The roots are those of the notes; of the server only the proof is taken. */
async function grown(production: string, older: Checkpoint, newer: Checkpoint): Promise<Grown> {
  const [then, now] = [readNote(older.note ?? ""), readNote(newer.note ?? "")];
  const { proof } = await consistency(production, then.size, now.size);
  const signatures = await Promise.all(
    [older, newer].map(async ({ note, public_key }) =>
      signatureBy(readNote(note ?? ""), await readVerifier(public_key ?? "")),
    ),
  );
  return { grew: await grew(then.size, now.size, then.root, now.root, proof.map(fromHex)), signatures };
}
