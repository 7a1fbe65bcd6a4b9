import { valueText } from "#components/run/value-text.ts";
import { ownMember } from "#core/own-member.ts";
import type { TraceValue } from "#core/run/trace.ts";
import type { ViewTable } from "#core/world/world-page.ts";

type Records = readonly { readonly index: number; readonly record: { readonly [field: string]: TraceValue } }[];

/** A state by the world's own view: one table for each list, numbered as the trace numbers its items. */
export function StateTables(props: {
  readonly state: { readonly [field: string]: TraceValue };
  readonly view: readonly ViewTable[];
}) {
  return (
    <>
      {props.view.map((table) => (
        <StateTable key={table.title} table={table} records={recordsOf(props.state, table.list)} />
      ))}
    </>
  );
}

function recordsOf(state: { readonly [field: string]: TraceValue }, list: string): Records {
  const items = ownMember(state, list);
  if (!Array.isArray(items)) return [];
  return items.flatMap((record, index) =>
    record !== null && typeof record === "object" && !Array.isArray(record) ? [{ index, record }] : [],
  );
}

function StateTable({ table, records }: { readonly table: ViewTable; readonly records: Records }) {
  if (records.length === 0) return <p>{`${table.title}: none.`}</p>;
  return (
    <div className="scroll">
      <table className="plain">
        <caption>{table.title}</caption>
        <thead>
          <tr>
            <th scope="col">{table.list}</th>
            {table.columns.map((column) => (
              <th key={column.field} scope="col">
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {records.map(({ index, record }) => (
            <tr key={index}>
              <th scope="row">{index}</th>
              {table.columns.map((column) => (
                <td key={column.field}>{valueText(ownMember(record, column.field) ?? null)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
