/**
 * What somebody who watches the service from outside is told, in Prometheus' own form: are validators keeping up, what
 * is about to breach, does everything that runs by itself run. Counted by ranges on indexes and from what is
 * remembered, never by walking a table; no names.
 */
import { sql } from 'drizzle-orm';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { z } from 'zod';
import { TRAYS } from '#shared/ticket/tray.ts';
import type { PhotoReader } from '../../evidence/reader.ts';
import type { People } from '../../people/people.ts';
import type { Platform } from '../../platform/platform.ts';
import { canConfine } from '../../platform/processes/confine.ts';
import { photoReading } from '../../tables/evidence.ts';
import { messageOut } from '../../tables/message.ts';
import { ticket } from '../../tables/ticket.ts';
import { webhookDelivery } from '../../tables/webhook.ts';
import type { Checkpoints } from '../audit/checkpoints.ts';
import type { Backups } from '../backup/schedule.ts';
import { readWallboard } from '../wallboard/read.ts';

type MetricsDeps = Pick<Platform, 'db' | 'clock' | 'health' | 'tally'> &
  Pick<People, 'turns' | 'units'> & {
    reader: Pick<PhotoReader, 'isBroken' | 'waiting'>;
    checkpoints: Pick<Checkpoints, 'unsignedSince'>;
    backups: Pick<Backups, 'newest'>;
  };

/** More than so many waiting are told as so many: counting them would be a walk. */
const MOST = 10_000;

export function openMetrics(deps: MetricsDeps) {
  let whole: ReturnType<typeof made> | null = null;
  return {
    /** Prometheus' text format, and its content type. */
    async read(): Promise<{ text: string; type: string }> {
      // The event loop is measured from the first time that somebody asks.
      whole ??= made(deps);
      await whole.refresh();
      return { text: await whole.registry.metrics(), type: whole.registry.contentType };
    },
  };
}

function made(deps: MetricsDeps) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'tuntas_' });
  const registers = [registry];
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name: `tuntas_${name}`, help, labelNames, registers });
  const counter = (name: string, help: string, ...labelNames: string[]) =>
    new Counter({ name: `tuntas_${name}_total`, help, labelNames, registers });

  const reports = gauge('reports', 'Reports on a desk, by when they are due', 'desk', 'due');
  const nextHour = gauge('reports_due_next_hour', 'Reports that fall due within the hour, on any desk');
  const lateness = gauge('most_overdue_seconds', 'How late the latest report of a desk is', 'desk');
  const onDuty = gauge('validators_on_duty', 'Validators on duty now');
  const unproposed = gauge('validation_unproposed', 'Reports to validate that are proposed to nobody');
  const waiting = gauge('waiting', `What waits to be done, at most ${MOST} are told`, 'what');
  const broken = gauge('photo_processes_broken', '1 where the processes that read photos do not start');
  gauge('photo_processes_confined', '1 where they see neither database nor keys').set(Number(canConfine()));
  const jobs = gauge('job_last_success_timestamp_seconds', 'When a job last ended well', 'job');
  const failures = counter('job_failures', 'How often a job failed since the start', 'job');
  const signIns = counter('sign_ins', 'Attempts to sign in since the start', 'outcome');
  const refused = counter('refused', 'Calls refused since the start, by status', 'status');
  const ailment = gauge(
    'ailment',
    'What keeps the service from its work, as /readyz has it',
    'cause',
    'grave',
  );
  const unsigned = gauge('unsigned_seconds', 'Age of the oldest event that no checkpoint vouches for');
  const backup = gauge('backup_timestamp_seconds', 'When the newest backup was made; 0 where there is none');

  return {
    registry,
    async refresh(): Promise<void> {
      const board = await readWallboard(deps);
      for (const { desk, overdue, due1h, dueToday, all } of board.desks) {
        const counts = { overdue, hour: due1h, today: dueToday, all };
        for (const [due, count] of Object.entries(counts)) reports.set({ desk, due }, count);
      }
      nextHour.set(board.ahead[0] ?? 0);
      onDuty.set(board.validators.filter((validator) => validator.onDuty).length);
      unproposed.set(board.unproposed);
      for (const [desk, seconds] of await latenesses(deps, board.now)) lateness.set({ desk }, seconds);
      for (const [what, count] of await waitingCounts(deps)) waiting.set({ what }, count);
      waiting.set({ what: 'photo_tasks' }, deps.reader.waiting());
      broken.set(Number(deps.reader.isBroken()));
      const { tally } = deps;
      for (const [job, at] of tally.jobs) jobs.set({ job }, at / 1000);
      recount(failures, 'job', tally.failures);
      recount(signIns, 'outcome', tally.signIns);
      recount(refused, 'status', tally.refused);
      ailment.reset();
      for (const { cause, isGrave } of deps.health.causes())
        ailment.set({ cause, grave: String(isGrave) }, 1);
      const since = await deps.checkpoints.unsignedSince();
      unsigned.set(since === null ? 0 : Math.max(0, board.now - since) / 1000);
      backup.set((deps.backups.newest() ?? 0) / 1000);
    },
  };
}

/** The counts are kept elsewhere; what Prometheus reads is made to agree. */
function recount(counter: Counter, label: string, counts: ReadonlyMap<string, number>): void {
  counter.reset();
  for (const [value, count] of counts) counter.inc({ [label]: value }, count);
}

/** By the desk's earliest due instant, the first of its index. */
async function latenesses({ db }: Pick<MetricsDeps, 'db'>, now: number): Promise<[string, number][]> {
  const first = TRAYS.map(
    (desk) => sql`(select min(${ticket.nextDueAt}) from ${ticket} where ${ticket.desk} = ${desk})`,
  );
  const [row = []] = await db.values(sql`select ${sql.join(first, sql`, `)}`);
  return TRAYS.map((desk, i) => {
    const due = z
      .number()
      .nullable()
      .parse(row[i] ?? null);
    return [desk, due === null ? 0 : Math.max(0, now - due) / 1000];
  });
}

async function waitingCounts({ db }: Pick<MetricsDeps, 'db'>): Promise<[string, number][]> {
  const of = {
    photos_unread: sql`${photoReading} where ${photoReading.why} = 'pending'`,
    webhook_deliveries: sql`${webhookDelivery}`,
    webhook_dead_letters: sql`${webhookDelivery} where ${webhookDelivery.deadAt} is not null`,
    messages: sql`${messageOut} where ${messageOut.state} = 'waiting'`,
    messages_dead: sql`${messageOut} where ${messageOut.state} = 'dead'`,
  };
  const counts = Object.values(of).map(
    (what) => sql`(select count(*) from (select 1 from ${what} limit ${MOST}))`,
  );
  const [row = []] = await db.values(sql`select ${sql.join(counts, sql`, `)}`);
  return Object.keys(of).map((name, i) => [name, z.number().parse(row[i])]);
}
