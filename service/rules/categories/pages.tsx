/** `/kelola/kategori`: what citizens report, by which names, and who is usually in charge; a supervisor keeps it. */
import type { Context, Hono } from 'hono';
import { CategoryInput, type CategoryItem, NewCategory } from '#shared/contract/reference.ts';
import { HOUR } from '#shared/time/zone.ts';
import { distance } from '#shared/words/number.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { duration } from '#shared/words/time.ts';
import { answerPage } from '../../pages/answer.tsx';
import { Sentence, useLanguage, useSay } from '../../pages/context.tsx';
import { Fields, Folded, Form, Search } from '../../pages/fields.tsx';
import {
  doneOf,
  EMPTY,
  type Field,
  type Filled,
  inputOf,
  line,
  type Refused,
  searchFields,
  takeForm,
  type Values,
  valuesOf,
} from '../../pages/form.ts';
import { menuEntry } from '../../pages/menu.ts';
import { OfficePage } from '../../pages/page.tsx';
import { pageOfList } from '../../pages/paging.ts';
import { Assumed, Facts, LinkLine, OnDay, Outcome } from '../../pages/parts.tsx';
import { may, officePages, requireRight } from '../../pages/session.ts';
import { type Column, Pager, Table } from '../../pages/table.tsx';
import { UNIT_LIST, UnitList, unitCode } from '../../people/units/choose-unit.tsx';
import type { Env } from '../../platform/http/env.ts';
import { POLICY_ENTRY } from '../policy/pages.tsx';
import { addCategory, type CategoryDeps, changeCategory, findCategory, shownCategory } from './keep.ts';

const CATEGORY_PATH = '/kelola/kategori';
export const CATEGORIES_ENTRY = menuEntry(CATEGORY_PATH, 'pages.menu.categories', 'policy:read');

const DONE = ['tambah', 'ubah'] as const;

const SEARCH_FIELDS = searchFields(line('text', 'rules.category.text', 100));
const NAME = line('name', 'rules.category.name', 200, { hint: 'rules.category.name_hint' });
const FIELDS: readonly Field[] = [
  {
    kind: 'lines',
    path: 'aliases',
    label: 'rules.category.aliases',
    hint: 'rules.category.aliases_hint',
    optional: true,
  },
  line('office', 'rules.category.office', 200, {
    hint: 'rules.category.office_hint',
    optional: true,
    suggestions: UNIT_LIST,
  }),
  { kind: 'date', path: 'from', label: 'rules.category.from', optional: true },
  {
    kind: 'date',
    path: 'until',
    label: 'rules.category.until',
    hint: 'rules.category.until_hint',
    optional: true,
  },
];
const NEW_FIELDS: readonly Field[] = [NAME, ...FIELDS];

export function categoryPages(services: CategoryDeps): Hono<Env> {
  const app = officePages(CATEGORIES_ENTRY, services);
  const input = (fields: readonly Field[]) => (values: Values) => {
    const { office, ...rest } = inputOf(fields, values);
    return office === undefined ? rest : { ...rest, office: unitCode(services, String(office)) };
  };

  app.get('/', (c) => answerPage(c, <ListPage {...listOf(c, services)} filled={EMPTY} />));

  app.post('/', async (c) => {
    requireRight(c, 'categories:set');
    const form = { schema: NewCategory, fields: NEW_FIELDS, input: input(NEW_FIELDS) };
    const sent = await takeForm(c, form, (asked) => addCategory(services, asked, c.get('actor').id));
    if (sent.ok) return c.redirect(`${CATEGORY_PATH}/${sent.value.code}?sudah=tambah`, 303);
    return answerPage(c, <ListPage {...listOf(c, services)} {...sent.refused} />, sent.status);
  });

  app.get('/:code', (c) => answerPage(c, <CategoryPage {...openedOf(c, services)} />));

  app.post('/:code', async (c) => {
    requireRight(c, 'categories:set');
    const code = c.req.param('code');
    const form = { schema: CategoryInput, fields: FIELDS, input: input(FIELDS) };
    const sent = await takeForm(c, form, (asked) => changeCategory(services, code, asked, c.get('actor').id));
    if (sent.ok) return c.redirect(`${CATEGORY_PATH}/${code}?sudah=ubah`, 303);
    return answerPage(c, <CategoryPage {...openedOf(c, services)} {...sent.refused} />, sent.status);
  });

  return app;
}

type List = ReturnType<typeof listOf>;

function listOf(c: Context<Env>, services: CategoryDeps) {
  const text = c.req.query('text')?.trim() ?? '';
  const isWanted = ({ name, aliases }: CategoryItem): boolean =>
    [name, ...aliases].some((one) => one.toLowerCase().includes(text.toLowerCase()));
  const all = services.categories.all().map((row) => shownCategory(services, row));
  return {
    found: pageOfList(c, all.filter(isWanted), ({ name, code }) => [name.toLowerCase(), code]),
    asked: { values: { text: [text] } },
    units: services.units,
    mayKeep: may(c, 'categories:set'),
  };
}

function ListPage({ found, asked, units, mayKeep, filled, bad }: List & { filled: Filled; bad?: Phrase }) {
  const say = useSay();
  return (
    <OfficePage title={say('rules.category.title')} wide>
      <Outcome bad={bad} />
      <p>{say('rules.category.intro')}</p>
      <Search action={CATEGORY_PATH} fields={SEARCH_FIELDS} filled={asked} />
      <Table
        caption="rules.category.title"
        columns={COLUMNS}
        items={found.items}
        empty="rules.category.none"
      />
      <Pager next={found.next} shown={found.shown} />
      {mayKeep && (
        <Folded summary={say('rules.category.add')} open={bad !== undefined}>
          <Form action={CATEGORY_PATH} submit="rules.category.add">
            <Fields fields={NEW_FIELDS} filled={filled} />
          </Form>
        </Folded>
      )}
      <UnitList units={units} />
    </OfficePage>
  );
}

const COLUMNS: readonly Column<CategoryItem>[] = [
  {
    head: 'rules.category.name',
    cell: ({ code, name, aliases }) => (
      <div>
        <a href={`${CATEGORY_PATH}/${code}`}>{name}</a>
        {aliases.length > 0 && <span class="soft">{aliases.join(' · ')}</span>}
      </div>
    ),
  },
  { head: 'rules.category.office', cell: ({ office }) => <InCharge office={office} /> },
  { head: 'rules.category.limit', cell: ({ limit }) => <OwnLimit limit={limit} /> },
  { head: 'rules.category.standoff', cell: ({ standoff }) => <OwnStandoff standoff={standoff} /> },
  { head: 'rules.category.valid', cell: (one) => <Validity {...one} /> },
];

function InCharge({ office }: Pick<CategoryItem, 'office'>) {
  return <>{office?.name ?? <Sentence said="rules.category.kelurahan" />}</>;
}

/** What is the general one is said softly. */
function OwnLimit({ limit: { hours, own, assumed } }: Pick<CategoryItem, 'limit'>) {
  const length = duration(hours * HOUR, useLanguage());
  if (!own) return <span class="soft">{length}</span>;
  return (
    <>
      {length}
      {assumed && <Assumed />}
    </>
  );
}

function OwnStandoff({ standoff: { metres, own } }: Pick<CategoryItem, 'standoff'>) {
  return <span class={own ? undefined : 'soft'}>{distance(metres, useLanguage())}</span>;
}

function Validity({ from, until }: Pick<CategoryItem, 'from' | 'until'>) {
  if (from === null && until === null) return <>–</>;
  return (
    <>
      {from === null ? '…' : <OnDay date={from} />} – {until === null ? '…' : <OnDay date={until} />}
    </>
  );
}

type Opened = ReturnType<typeof openedOf>;

function openedOf(c: Context<Env>, services: CategoryDeps) {
  return {
    one: shownCategory(services, findCategory(services, c.req.param('code') ?? '')),
    units: services.units,
    mayKeep: may(c, 'categories:set'),
    done: doneOf(c, DONE, (done) => `rules.category_done.${done}`),
  };
}

function CategoryPage({ one, units, mayKeep, done, filled, bad }: Opened & Partial<Refused>) {
  const say = useSay();
  const { code, name, aliases, office } = one;
  const asItIs = { values: { ...valuesOf(FIELDS, one), office: office === null ? [] : [office.code] } };
  return (
    <OfficePage title={name}>
      <Outcome bad={bad} done={done} />
      <Facts
        facts={[
          ['rules.category.aliases', aliases.length > 0 && aliases.join(' · ')],
          ['rules.category.office', <InCharge office={office} />],
          ['rules.category.limit', <OwnLimit limit={one.limit} />],
          ['rules.category.standoff', <OwnStandoff standoff={one.standoff} />],
          ['rules.category.valid', <Validity {...one} />],
        ]}
      />
      <LinkLine to={POLICY_ENTRY.path}>{say('rules.category.numbers')}</LinkLine>
      {mayKeep && (
        <Folded summary={say('rules.category.change')} open={bad !== undefined}>
          <Form action={`${CATEGORY_PATH}/${code}`} submit="pages.save">
            <Fields fields={FIELDS} filled={filled ?? asItIs} />
          </Form>
          <UnitList units={units} />
        </Folded>
      )}
      <LinkLine to={CATEGORY_PATH}>{say('rules.category.back')}</LinkLine>
    </OfficePage>
  );
}
