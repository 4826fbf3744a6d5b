/** `/kelola/unit`: offices by name, kind and place; the operator adds, renames, closes those that are no official place, and keeps what others call them. */
import type { Context, Hono } from 'hono';
import {
  KEPT_KINDS,
  NewUnit,
  UNIT_KINDS,
  type Unit,
  UnitChange,
  UnitsQuery,
} from '#shared/contract/units.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { answerPage } from '../../pages/answer.tsx';
import { Sentence, useSay } from '../../pages/context.tsx';
import { Fields, Folded, Form, Search } from '../../pages/fields.tsx';
import {
  choice,
  doneOf,
  EMPTY,
  type Field,
  type Filled,
  inputOf,
  line,
  optionsOf,
  queryOf,
  searchFields,
  takeForm,
  textOf,
  type Values,
  valuesOf,
} from '../../pages/form.ts';
import { menuEntry } from '../../pages/menu.ts';
import { OfficePage } from '../../pages/page.tsx';
import { pageOfList } from '../../pages/paging.ts';
import { Facts, LinkLine, Outcome } from '../../pages/parts.tsx';
import { officePages } from '../../pages/session.ts';
import { type Column, Pager, Table } from '../../pages/table.tsx';
import type { Env } from '../../platform/http/env.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import type { PeopleDeps } from '../deps.ts';
import { FoldedAct } from '../parts.tsx';
import { UNIT_LIST, UnitList, unitCode } from './choose-unit.tsx';
import { changeUnit, createUnit, listUnits } from './units.ts';

const UNITS_PATH = '/kelola/unit';
export const UNITS_ENTRY = menuEntry(UNITS_PATH, 'pages.menu.units', 'units:manage');

const DONE = ['tambah', 'nama', 'sebutan', 'tutup', 'buka'] as const;

const kindOptions = (kinds: readonly (typeof UNIT_KINDS)[number][]) =>
  optionsOf(kinds, (kind) => `common.unit_kind.${kind}`);

const SEARCH_FIELDS = searchFields(
  line('text', 'people.units.text', 100),
  choice('kind', 'people.units.kind', kindOptions(UNIT_KINDS)),
  line('within', 'people.units.within', 64, { suggestions: UNIT_LIST }),
);
const NEW_FIELDS: readonly Field[] = [
  line('name', 'people.units.name', 200),
  line('code', 'people.units.code', 63, { hint: 'people.units.code_hint' }),
  choice('kind', 'people.units.kind', kindOptions(KEPT_KINDS)),
  line('parent', 'people.units.parent', 64, { suggestions: UNIT_LIST }),
];
const ALIAS_FIELDS: readonly Field[] = [
  {
    kind: 'lines',
    path: 'aliases',
    label: 'people.units.aliases',
    hint: 'people.units.aliases_hint',
    optional: 'unsaid',
  },
];
const NAME_FIELDS: readonly Field[] = [line('name', 'people.units.name', 200)];
const CLOSED_FIELDS: readonly Field[] = [{ kind: 'flag', path: 'closed', label: 'people.units.close' }];

export function unitPages(services: PeopleDeps): Hono<Env> {
  const app = officePages(UNITS_ENTRY, services);

  app.get('/', (c) => answerPage(c, <ListPage {...foundBy(c, services)} filled={EMPTY} />));

  app.post('/', async (c) => {
    const input = (values: Values) => ({
      ...inputOf(NEW_FIELDS, values),
      parent: unitCode(services, textOf(values, 'parent')),
    });
    const sent = await takeForm(c, { schema: NewUnit, fields: NEW_FIELDS, input }, (unit) =>
      createUnit(services, unit),
    );
    if (sent.ok) return c.redirect(`${UNITS_PATH}/${sent.value.code}?sudah=tambah`, 303);
    return answerPage(c, <ListPage {...foundBy(c, services)} {...sent.refused} />, sent.status);
  });

  app.get('/:code', (c) => answerPage(c, <UnitPage {...unitAt(c, services)} />));

  app.post('/:code/nama', (c) => change(c, NAME_FIELDS, () => 'nama'));
  app.post('/:code/sebutan', (c) => change(c, ALIAS_FIELDS, () => 'sebutan'));
  app.post('/:code/keadaan', (c) => change(c, CLOSED_FIELDS, ({ closed }) => (closed ? 'tutup' : 'buka')));

  return app;

  async function change(
    c: Context<Env>,
    fields: readonly Field[],
    done: (change: UnitChange) => (typeof DONE)[number],
  ): Promise<Response> {
    const code = c.req.param('code') ?? '';
    const sent = await takeForm(c, { schema: UnitChange, fields }, async (input) => {
      await changeUnit(services, code, input);
      return done(input);
    });
    if (sent.ok) return c.redirect(`${UNITS_PATH}/${code}?sudah=${sent.value}`, 303);
    const { bad, filled } = sent.refused;
    const refused = { fields, filled };
    return answerPage(c, <UnitPage {...unitAt(c, services)} bad={bad} refused={refused} />, sent.status);
  }
}

type Found = ReturnType<typeof foundBy>;

function foundBy(c: Context<Env>, services: PeopleDeps) {
  const { within, ...asked } = queryOf(c, UnitsQuery);
  const found = listUnits(
    services,
    within === undefined ? asked : { ...asked, within: unitCode(services, within) },
  );
  const values = { text: [asked.text ?? ''], kind: [asked.kind ?? ''], within: [within ?? ''] };
  return {
    units: services.units,
    found: pageOfList(c, found, ({ code }) => [code]),
    /** What was searched for. */
    asked: { values },
  };
}

function ListPage({ units, found, asked, filled, bad }: Found & { filled: Filled; bad?: Phrase }) {
  const say = useSay();
  return (
    <OfficePage title={say('people.units.title')} wide>
      <Outcome bad={bad} />
      <Search action={UNITS_PATH} fields={SEARCH_FIELDS} filled={asked} />
      <p class="soft">{say({ key: 'people.units.found', values: { count: found.shown.all } })}</p>
      <Table
        caption="people.units.title"
        columns={columnsOf(units)}
        items={found.items}
        empty="people.units.none"
      />
      <Pager next={found.next} shown={found.shown} />
      <Folded summary={say('people.units.add')} open={bad !== undefined}>
        <Form action={UNITS_PATH} submit="people.units.add">
          <Fields fields={NEW_FIELDS} filled={filled} />
        </Form>
      </Folded>
      <UnitList units={units} />
    </OfficePage>
  );
}

const columnsOf = (units: PeopleDeps['units']): readonly Column<Unit>[] => [
  {
    head: 'people.units.name',
    cell: ({ code, name }) => (
      <>
        <a href={`${UNITS_PATH}/${code}`}>{name}</a>
        <span class="soft">{code}</span>
      </>
    ),
  },
  { head: 'people.units.kind', cell: ({ kind }) => <Sentence said={`common.unit_kind.${kind}`} /> },
  { head: 'people.units.parent', cell: ({ parent }) => (parent === null ? '–' : units.named(parent).name) },
  { head: 'people.units.state', cell: ({ closed }) => <State closed={closed} /> },
];

function State({ closed }: { closed: boolean }) {
  const say = useSay();
  return (
    <span class={closed ? 'tag off' : undefined}>
      {say(closed ? 'people.units.closed' : 'people.units.open')}
    </span>
  );
}

type Shown = ReturnType<typeof unitAt>;

/** Throws 404. */
function unitAt(c: Context<Env>, { units }: PeopleDeps) {
  const unit = units.get(c.req.param('code') ?? '');
  if (!unit) throw new HttpProblem('not-found');
  return {
    unit,
    /** Name of the office above it. */
    parent: unit.parent === null ? undefined : units.named(unit.parent).name,
    done: doneOf(c, DONE, (done) => `people.unit_done.${done}`),
  };
}

interface Sent {
  bad?: Phrase;
  /** What was sent and not taken. */
  refused?: { fields: readonly Field[]; filled: Filled };
}

function UnitPage({ unit, parent = '–', done, bad, refused }: Shown & Sent) {
  const say = useSay();
  const { code, kind, name } = unit;
  const closed = unit.closedAt !== null;
  const path = `${UNITS_PATH}/${code}`;
  const filledIn = (fields: readonly Field[]): Filled | undefined =>
    refused?.fields === fields ? refused.filled : undefined;
  const renaming = filledIn(NAME_FIELDS);
  const calling = filledIn(ALIAS_FIELDS);
  return (
    <OfficePage title={name}>
      <Outcome bad={bad} done={done} />
      <Facts
        facts={[
          ['people.units.code', code],
          ['people.units.kind', say(`common.unit_kind.${kind}`)],
          ['people.units.parent', parent],
          [
            'people.units.aliases',
            unit.aliases !== null && unit.aliases.length > 0 && unit.aliases.join(' · '),
          ],
          ['people.units.state', <State closed={closed} />],
        ]}
      />
      <Folded summary={say('people.units.rename_aliases')} open={calling !== undefined}>
        <Form action={`${path}/sebutan`} submit="pages.save">
          <Fields fields={ALIAS_FIELDS} filled={calling ?? { values: valuesOf(ALIAS_FIELDS, unit) }} />
        </Form>
      </Folded>
      {KEPT_KINDS.some((kept) => kept === kind) ? (
        <>
          <Folded summary={say('people.units.rename')} open={renaming !== undefined}>
            <Form action={`${path}/nama`} submit="pages.save">
              <Fields fields={NAME_FIELDS} filled={renaming ?? { values: valuesOf(NAME_FIELDS, unit) }} />
            </Form>
          </Folded>
          <FoldedAct
            action={`${path}/keadaan`}
            act={closed ? 'people.units.reopen' : 'people.units.close'}
            why={closed ? 'people.units.reopen_why' : 'people.units.close_why'}
          >
            {!closed && <input type="hidden" name="closed" value="on" />}
          </FoldedAct>
        </>
      ) : (
        <p>{say('people.units.official')}</p>
      )}
      <LinkLine to={UNITS_PATH}>{say('people.units.back')}</LinkLine>
    </OfficePage>
  );
}
