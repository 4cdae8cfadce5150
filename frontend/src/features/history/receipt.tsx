/** The receipt of an event: what proves that the log holds it, checked in this browser, to look at and to keep. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { client, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";
import { canHash, fromBase64, fromHex, same, toHex } from "../../shared/proof/bytes";
import { readHeader } from "../../shared/proof/header";
import { includes, leafOf } from "../../shared/proof/merkle";
import { readNote, readVerifier, signatureBy, type Signature } from "../../shared/proof/notes";
import { useProduction } from "../../shared/routing/use-production";
import { CopyText } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { Scrolling } from "../../shared/ui/scrolling";
import type { LogEvent } from "./feed";

type Found = components["schemas"]["InclusionReceipt"];

interface Checked {
  receipt: Found;
  /** null where this browser cannot hash. */
  held: boolean | null;
  signature: Signature | "none";
}

const receiptQuery = (production: string, event: LogEvent) =>
  queryOptions({
    queryKey: keys.of(production, "evidence", "receipt", event.position),
    queryFn: async ({ signal }): Promise<Checked> => {
      const position = event.position ?? 0;
      const receipt = await read(
        client.GET("/api/v1/productions/{production}/events/{position}/receipt/", {
          params: { path: { production, position } },
          signal,
        }),
      );
      if (!canHash()) return { receipt, held: null, signature: "unknown" };
      const { public_key } = await read(
        client.GET("/api/v1/productions/{production}/checkpoint/", { params: { path: { production } }, signal }),
      );
      return { receipt, held: await holds(receipt, event), signature: await signatureOf(receipt, public_key) };
    },
  });

/** The header is that of the event, hashes to the leaf, and the proof leads from there to the root. */
async function holds({ header, leaf, position, size, root, proof }: Found, event: LogEvent): Promise<boolean> {
  const hashed = await leafOf(header);
  if (toHex(hashed) !== leaf || readHeader(header)?.event !== event.id) return false;
  return includes(hashed, position - 1, size, proof.map(fromHex), fromBase64(root));
}

async function signatureOf({ note, size, root }: Found, key: string | null): Promise<Signature | "none"> {
  if (note === null || key === null) return "none";
  const said = readNote(note);
  if (said.size !== size || !same(said.root, fromBase64(root))) return "unsigned";
  return signatureBy(said, await readVerifier(key));
}

export function Receipt({ event }: { event: LogEvent }) {
  const { t } = useTranslation("history");
  const { id } = useProduction();
  const query = useQuery(receiptQuery(id, event));
  const address = `/api/v1/productions/${id}/events/${event.position}/receipt/`;
  return (
    <QueryView query={query}>
      {({ receipt, held, signature }) => (
        <div className="flex flex-col gap-3">
          <Verdict held={held} signature={signature} size={receipt.size} />
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-body">
            <dt className="text-muted">{t("receipt.leaf")}</dt>
            <dd className="numbers break-all">{receipt.leaf}</dd>
            <dt className="text-muted">{t("receipt.header")}</dt>
            <dd>
              <Scrolling as="pre" className="max-h-48 rounded-md border border-line bg-base p-2 font-mono">
                {receipt.header}
              </Scrolling>
            </dd>
            <dt className="text-muted">{t("receipt.path")}</dt>
            <dd className="numbers break-all">
              {receipt.proof.length === 0
                ? t("receipt.alone")
                : receipt.proof.map((hash) => <div key={hash}>{hash}</div>)}
            </dd>
            <dt className="text-muted">{t("receipt.root")}</dt>
            <dd className="numbers break-all">{receipt.root}</dd>
            {receipt.note && (
              <>
                <dt className="text-muted">{t("receipt.note")}</dt>
                <dd>
                  <Scrolling as="pre" className="rounded-md border border-line bg-base p-2 font-mono">
                    {receipt.note}
                  </Scrolling>
                </dd>
              </>
            )}
          </dl>
          <div className="flex flex-wrap items-center gap-2">
            <a
              href={address}
              download={`receipt-${event.position}.json`}
              className="inline-flex h-6 items-center gap-1.5 rounded-md border border-line bg-raised px-2 text-body hover:border-strong"
            >
              <Download size={12} aria-hidden />
              {t("receipt.download")}
            </a>
            {receipt.note && <CopyText text={receipt.note} shown={t("receipt.copy-note")} />}
          </div>
        </div>
      )}
    </QueryView>
  );
}

function Verdict({ held, signature, size }: Pick<Checked, "held" | "signature"> & { size: number }) {
  const { t } = useTranslation("history");
  const good = held !== false && signature !== "unsigned";
  return (
    <p role="status">
      <span aria-hidden className={good ? "mr-1.5 text-approved" : "mr-1.5 text-failed"}>
        {good ? "✓" : "✕"}
      </span>
      {t(`receipt.held.${held}`, { size })} {t(`receipt.signature.${signature}`)}
    </p>
  );
}
