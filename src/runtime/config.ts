import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { formatRoot, parseRoot } from '#key-directory/directory-root.ts'
import { demoSettings } from './demo-settings.ts'
import { gateSettings } from './gate-settings.ts'
import { Secret } from './secret.ts'
import { refuseSetting, setting, SettingError, wholeNumber, yesOrNo } from './setting.ts'
import { webhookSettings } from './webhook-settings.ts'

/** Returns the settings that every process knows; the one list from which reading, checking and documentation come. */
export function settings() {
  return {
    ...networkSettings(),
    ...storageSettings(),
    ...demoSettings(),
    ...workSettings(),
    ...gateSettings(),
    ...openingSettings(),
    ...logSettings(),
    ...mailSettings(),
    ...webhookSettings(),
  }
}

function networkSettings() {
  return {
    port: setting('NOROSHI_PORT', wholeNumber(1, 65_535), {
      defaultText: '8080',
      absent: () => 8080,
      meaning: { ja: 'HTTP の待受ポート', en: 'port of the HTTP server' },
    }),
    healthPort: setting<number | null>('NOROSHI_HEALTH_PORT', wholeNumber(1, 65_535), {
      defaultText: 'none',
      absent: () => null,
      meaning: {
        ja: 'ワーカー・公開審査が /livez・/readyz・/metrics に応答するポート',
        en: 'port on which a worker or a gate answers /livez, /readyz and /metrics',
      },
    }),
    host: setting('NOROSHI_HOST', readHost, {
      defaultText: 'localhost',
      absent: () => 'localhost',
      meaning: {
        ja: '待ち受けるアドレス。localhost は両方のループバックアドレス',
        en: 'address to listen on; localhost means both loopback addresses',
      },
    }),
    origin: setting<string | null>('NOROSHI_ORIGIN', readOrigin, {
      defaultText: 'http://localhost:PORT',
      absent: () => null,
      meaning: { ja: '利用者から見た公開オリジン', en: 'the public origin, as people see it in the address bar' },
    }),
    proxies: setting<readonly string[]>('NOROSHI_PROXIES', readAddresses, {
      defaultText: 'none',
      absent: () => [],
      meaning: {
        ja: '転送ヘッダーを信用するリバースプロキシーのアドレス（コンマ区切り）',
        en: 'addresses of the reverse proxies whose forwarded headers count, separated by commas',
      },
    }),
    logUrl: setting<string | null>('NOROSHI_LOG_URL', readLogUrl, {
      defaultText: 'the log service of this process',
      absent: () => null,
      meaning: { ja: '別プロセスのログサービスのソケット', en: 'socket of a log service that runs as a process of its own' },
    }),
    metricsToken: setting<Secret | null>('NOROSHI_METRICS_TOKEN', readToken, {
      defaultText: 'none: /metrics answers loopback only',
      absent: () => null,
      meaning: { ja: '/metrics を読むためのトークン', en: 'bearer token that reads /metrics from elsewhere' },
    }),
  }
}

function storageSettings() {
  return {
    data: setting('NOROSHI_DATA', (text) => resolve(text), {
      defaultText: './data',
      absent: () => resolve('data'),
      meaning: { ja: 'データフォルダー', en: 'folder of everything that this machine keeps' },
    }),
    databaseUrl: setting<Secret | null>('DATABASE_URL', readDatabaseUrl, {
      defaultText: 'the embedded PostgreSQL',
      absent: () => null,
      meaning: { ja: '使う PostgreSQL。なければ組込みのもの', en: 'PostgreSQL to use instead of the embedded one' },
    }),
    gateDatabaseUrl: setting<Secret | null>('NOROSHI_GATE_DATABASE_URL', readDatabaseUrl, {
      defaultText: 'DATABASE_URL, or a role of its own in the embedded PostgreSQL',
      absent: () => null,
      meaning: {
        ja: '公開審査が PostgreSQL に接続する際の URL（専用のロール）。docs/operate/gate.md を参照',
        en: 'how the release gate reaches PostgreSQL, with a role of its own: docs/operate/gate.md',
      },
    }),
    directoryRoot: setting<string | null>('NOROSHI_DIRECTORY_ROOT', readRoot, {
      defaultText: '`directory-root.txt` in the data folder',
      absent: () => null,
      meaning: {
        ja: '鍵の名簿のルート鍵（公開部分）。サーバーとコマンドラインの双方が読む',
        en: 'public half of the root of the directory of keys; read by servers and by the command line',
      },
    }),
  }
}

function workSettings() {
  return {
    releaseTickSeconds: setting<number | null>('NOROSHI_RELEASE_TICK_SECONDS', wholeNumber(1, 3600), {
      defaultText: '60 (1 in the demonstration)',
      absent: () => null,
      meaning: { ja: '警報を公開する刻みの秒数', en: 'seconds between two releases of warnings' },
    }),
    sightingCountSeconds: setting<number | null>('NOROSHI_SIGHTING_COUNT_SECONDS', wholeNumber(1, 86_400), {
      defaultText: '86400 (10 in the demonstration)',
      absent: () => null,
      meaning: {
        ja: '検知報告の件数を集計して公開する間隔（秒）。1970年からの倍数の時刻に行うため、既定では毎日9時（日本時間）',
        en: 'seconds from one published count of sightings to the next, at the multiples of it since 1970: by default every day at 00:00 UTC',
      },
    }),
    falsePositives: setting('NOROSHI_FALSE_POSITIVES', wholeNumber(3, 1_000), {
      defaultText: '3',
      absent: () => 3,
      meaning: {
        ja: 'インディケータの取消しに必要な、誤検知と回答した組織の数（検知の2倍以上であることも必要）',
        en: 'organisations that must call an indicator a false positive, and twice as many as have seen it, before it is taken back',
      },
    }),
    falsePositiveWaitSeconds: setting<number | null>('NOROSHI_FALSE_POSITIVE_WAIT_SECONDS', wholeNumber(0, 604_800), {
      defaultText: '900 (30 in the demonstration)',
      absent: () => null,
      meaning: {
        ja: '誤検知との回答によってインディケータを取り消すまでの猶予（秒）。その間、公開担当は取りやめられる',
        en: 'seconds for which a releaser may cancel before answers take an indicator back',
      },
    }),
    epochGraceDays: setting('NOROSHI_EPOCH_GRACE_DAYS', wholeNumber(1, 3650), {
      defaultText: '400',
      absent: () => 400,
      meaning: {
        ja: '所管機関の鍵が更新された後も、前の世代の鍵で暗号化された報告を受け付ける日数。資料（キット）の有効期間より長くする',
        en: 'days for which reports sealed to an earlier epoch of an authority are still taken; longer than a kit is good for',
      },
    }),
    filingsPerMinute: setting('NOROSHI_FILINGS_PER_MINUTE', wholeNumber(1, 100_000_000), {
      defaultText: '600',
      absent: () => 600,
      meaning: { ja: '一人の届出者から1分間に受け付ける報告の上限', en: 'reports that one filer may send in a minute' },
    }),
    attachmentMebibytesPerDay: setting('NOROSHI_ATTACHMENT_MEBIBYTES_PER_DAY', wholeNumber(1, 100_000_000), {
      defaultText: '4096',
      absent: () => 4096,
      meaning: {
        ja: '一事業者から24時間に受け付ける添付の上限（MiB）',
        en: 'MiB of attachments that one operator may upload within 24 hours',
      },
    }),
  }
}

function openingSettings() {
  return {
    openingsPerHour: setting('NOROSHI_OPENINGS_PER_HOUR', wholeNumber(1, 10_000), {
      defaultText: '60',
      absent: () => 60,
      meaning: { ja: '担当官一人が1時間に開封できる報告の上限', en: 'reports that one officer may open within an hour' },
    }),
    openingsPerDay: setting('NOROSHI_OPENINGS_PER_DAY', wholeNumber(1, 100_000), {
      defaultText: '200',
      absent: () => 200,
      meaning: { ja: '担当官一人が24時間に開封できる報告の上限', en: 'reports that one officer may open within 24 hours' },
    }),
    sealedOpeningDays: setting('NOROSHI_SEALED_OPENING_DAYS', wholeNumber(0, 366), {
      defaultText: '90',
      absent: () => 90,
      meaning: {
        ja: '捜査等のため開封の記録を事業者に伏せておける日数の上限。0 は認めない',
        en: 'days for which an opening may be withheld from the operator at most, as in a lawful investigation; 0 allows none',
      },
    }),
  }
}

function logSettings() {
  return {
    logWitnesses: setting<string | null>('NOROSHI_LOG_WITNESSES', (text) => text, {
      defaultText: 'none (two of its own in the demonstration)',
      absent: () => null,
      meaning: {
        ja: 'ログの証人と定足数（C2SP tlog-policy の witness・group・quorum の行）。docs/operate/log.md を参照',
        en: 'witnesses of the log and their quorum: the lines witness, group and quorum of a C2SP tlog-policy; docs/operate/log.md',
      },
    }),
    logHeadSeconds: setting<number | null>('NOROSHI_LOG_HEAD_SECONDS', wholeNumber(1, 3600), {
      defaultText: '60 (2 in the demonstration)',
      absent: () => null,
      meaning: { ja: '公開するログの先頭の間隔（秒）', en: 'seconds from one public head of the log to the next' },
    }),
    logLeavesPerMinute: setting<number | null>('NOROSHI_LOG_LEAVES_PER_MINUTE', wholeNumber(1, 60_000), {
      defaultText: '32 (120 in the demonstration)',
      absent: () => null,
      meaning: {
        ja: '公開するログが1分間に増える葉の数。届出が少なければ覆いの葉で埋める',
        en: 'leaves by which the public log grows in a minute, cover entries where less is logged',
      },
    }),
  }
}

function mailSettings() {
  return {
    smtpUrl: setting<Secret | null>('NOROSHI_SMTP_URL', readSmtpUrl, {
      defaultText: 'none: reminders appear inside Noroshi alone',
      absent: () => null,
      meaning: {
        ja: 'メールを渡すサーバー。smtp://USER:PASSWORD@HOST:PORT 又は smtps:',
        en: 'server that takes our mail: smtp://USER:PASSWORD@HOST:PORT, or smtps: for TLS from the first byte',
      },
    }),
    smtpTls: setting('NOROSHI_SMTP_TLS', yesOrNo, {
      defaultText: '1',
      absent: () => true,
      meaning: {
        ja: '1 は TLS と証明書の検証を必須とする。0 は暗号化しない（同じ機械のサーバー用）',
        en: '1 insists on TLS and a certificate that holds; 0 sends in the clear, for a server on this machine',
      },
    }),
    mailFrom: setting<string | null>('NOROSHI_MAIL_FROM', readMailFrom, {
      defaultText: 'none; needed with NOROSHI_SMTP_URL',
      absent: () => null,
      meaning: { ja: 'メールの差出人アドレス', en: 'address from which mail is sent' },
    }),
    reminderPlan: setting<string | null>('NOROSHI_REMINDER_PLAN', (text) => text, {
      defaultText: '24 h, 4 h and 1 h before, at the limit, 1 h and 24 h after; authorities at the limit and 24 h after',
      absent: () => null,
      meaning: {
        ja: '期限のお知らせを送る時点（JSON）。docs/operate/reminders.md を参照',
        en: 'when to remind of what, as JSON: docs/operate/reminders.md',
      },
    }),
  }
}

/** What the environment asks of this process, read and checked once at its start. */
export type Config = { readonly [Key in keyof ReturnType<typeof settings>]: ReturnType<ReturnType<typeof settings>[Key]['read']> } & {
  readonly publicOrigin: string
  readonly tickSeconds: number
  /** Seconds from one published count of sightings to the next. */
  readonly countSeconds: number
  /** Seconds for which a releaser may cancel that answers take an indicator back. */
  readonly waitSeconds: number
  /** How the public log grows. */
  readonly logGrowth: { readonly leavesPerMinute: number; readonly headSeconds: number }
}

type SettingKey = keyof ReturnType<typeof settings>

/** Names that commands of the client read; a server ignores them. */
const clientNames = ['NOROSHI_URL', 'NOROSHI_TOKEN', 'NOROSHI_KEY_CODE', 'NOROSHI_PASSPHRASE', 'NOROSHI_OUTBOX', 'NOROSHI_DIRECTORY_ROOT']

/**
 * Returns `environment` with the client's variables that were given as `NAME_FILE` read from their files.
 *
 * @throws {SettingError} if one is given twice or its file cannot be read.
 */
export function readClientSettings(
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  const fromFiles = clientNames.flatMap((name): [string, string][] => {
    if (!environment[`${name}_FILE`]) return []
    const text = readText(environment, name)
    return text === null ? [] : [[name, text]]
  })
  return { ...environment, ...Object.fromEntries(fromFiles) }
}

/**
 * Returns the configuration that `environment` asks for. Every variable may also be given as `NAME_FILE`, a file that holds the value.
 *
 * @throws {SettingError} at the first variable that is unknown, given twice, unreadable or out of its range.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const known = settings()
  refuseUnknownNames(
    environment,
    Object.values(known).map((one) => one.name),
  )
  const values = Object.fromEntries(
    Object.entries(known).map(([key, one]) => {
      const text = readText(environment, one.name)
      return [key, text === null ? one.absent() : one.read(text, one.name)]
    }),
  ) as { readonly [Key in SettingKey]: ReturnType<ReturnType<typeof settings>[Key]['read']> }
  const config = {
    ...values,
    publicOrigin: values.origin ?? `http://localhost:${values.port}`,
    tickSeconds: values.releaseTickSeconds ?? (values.demo ? 1 : 60),
    waitSeconds: values.falsePositiveWaitSeconds ?? (values.demo ? 30 : 900),
    countSeconds: values.sightingCountSeconds ?? (values.demo ? 10 : 86_400),
    logGrowth: {
      leavesPerMinute: values.logLeavesPerMinute ?? (values.demo ? 120 : 32),
      headSeconds: values.logHeadSeconds ?? (values.demo ? 2 : 60),
    },
  }
  if (config.smtpUrl !== null && config.mailFrom === null)
    refuseSetting('NOROSHI_MAIL_FROM', '', 'an address such as noroshi@report.example.jp, since NOROSHI_SMTP_URL is set')
  if (config.demo && !isLoopback(config.host))
    refuseSetting('NOROSHI_HOST', config.host, 'localhost while NOROSHI_DEMO is 1: the demonstration listens on this machine alone')
  return config
}

function refuseUnknownNames(environment: Readonly<Record<string, string | undefined>>, known: readonly string[]): void {
  const allowed = new Set([...known, ...clientNames].flatMap((name) => [name, `${name}_FILE`]))
  const unknown = Object.keys(environment).find((name) => name.startsWith('NOROSHI_') && !allowed.has(name))
  if (unknown === undefined) return
  throw new SettingError(
    'SETTING_UNKNOWN',
    `Cannot start: the variable ${unknown} is unknown, expected one of ${[...allowed].filter((name) => name.startsWith('NOROSHI_') && !name.endsWith('_FILE')).join(', ')}`,
  )
}

function readText(environment: Readonly<Record<string, string | undefined>>, name: string): string | null {
  const direct = environment[name] || null
  const file = environment[`${name}_FILE`] || null
  if (file === null) return direct
  if (direct !== null) throw new SettingError('SETTING_TWICE', `Cannot start: both ${name} and ${name}_FILE are set, expected one of them`)
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (cause) {
    throw new SettingError('SETTING_FILE_UNREADABLE', `Cannot start: ${name}_FILE names "${file}", which cannot be read`, { cause })
  }
}

function readHost(text: string, name: string): string {
  if (isIP(text) === 0 && !/^[a-z0-9.-]{1,253}$/i.test(text)) refuseSetting(name, text, 'a host name or an IP address')
  return text
}

/** Tells whether `host` can be reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function readOrigin(text: string, name: string): string {
  const url = URL.parse(text)
  if (url === null || url.origin !== text || !/^https?:$/.test(url.protocol))
    refuseSetting(name, text, 'an origin such as https://report.example.jp, without a path')
  return text
}

function readRoot(text: string, name: string): string {
  try {
    return formatRoot(parseRoot(text))
  } catch {
    return refuseSetting(name, `${text.slice(0, 40)}…`, 'the two lines that "noroshi directory root create" printed')
  }
}

function readDatabaseUrl(text: string, name: string): Secret {
  const url = URL.parse(text)
  // The value holds a password, so the message does not repeat it.
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol)) refuseSetting(name, '[secret]', 'postgresql://USER:PASSWORD@HOST:PORT/NAME')
  return new Secret(text)
}

function readSmtpUrl(text: string, name: string): Secret {
  const url = URL.parse(text)
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '' || !/^\/?$/.test(url.pathname) || url.search !== '')
    refuseSetting(name, '[secret]', 'smtp://USER:PASSWORD@HOST:PORT or smtps://USER:PASSWORD@HOST:PORT')
  return new Secret(text)
}

function readMailFrom(text: string, name: string): string {
  if (!/^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}$/.test(text)) refuseSetting(name, text, 'one mail address without a name')
  return text
}

function readLogUrl(text: string, name: string): string {
  if (!/^unix:\/.{1,100}$/.test(text)) refuseSetting(name, text, 'unix:/PATH/OF/SOCKET')
  return text.slice('unix:'.length)
}

function readAddresses(text: string, name: string): readonly string[] {
  const addresses = text.split(',').map((part) => part.trim())
  const wrong = addresses.find((address) => isIP(address.split('/')[0] ?? '') === 0)
  if (wrong !== undefined) refuseSetting(name, wrong, 'IP addresses or ranges, separated by commas')
  return addresses
}

function readToken(text: string, name: string): Secret {
  if (text.length < 16) refuseSetting(name, '[secret]', 'at least 16 characters')
  return new Secret(text)
}
