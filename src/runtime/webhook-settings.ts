import { refuseSetting, setting, wholeNumber, yesOrNo } from './setting.ts'

/** Returns the settings of webhooks and of the records of deliveries. */
export function webhookSettings() {
  return {
    webhookHosts: setting<readonly string[]>('NOROSHI_WEBHOOK_HOSTS', readHosts, {
      defaultText: 'none: the registrar confirms the host of each organisation',
      absent: () => [],
      meaning: {
        ja: 'どの組織もウェブフックの宛先にできるホスト（コンマ区切り。*.example.jp は下位の名前すべて）',
        en: 'hosts that every organisation may have webhooks at, separated by commas; *.example.jp takes every name below in',
      },
    }),
    webhookPrivate: setting('NOROSHI_WEBHOOK_PRIVATE', yesOrNo, {
      defaultText: '0',
      absent: () => false,
      meaning: {
        ja: '1 は内部ネットワーク及びこの機械への、暗号化しないウェブフックも認める。試験専用',
        en: '1 allows webhooks to private networks and this machine, without TLS: for tests alone',
      },
    }),
    deliveryDays: setting('NOROSHI_DELIVERY_DAYS', wholeNumber(30, 36_500), {
      defaultText: '400',
      absent: () => 400,
      meaning: {
        ja: '配信の記録を残す日数。これより前に届いた警報の撤回は、その配信先には届かない',
        en: 'days for which records of deliveries are kept; who got a warning longer ago than that is not sent its recall',
      },
    }),
  }
}

function readHosts(text: string, name: string): readonly string[] {
  const hosts = text.split(',').map((part) => part.trim().toLowerCase())
  const wrong = hosts.find((host) => !/^(?:\*\.)?[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*$/.test(host))
  if (wrong !== undefined) refuseSetting(name, wrong, 'host names such as hooks.example.jp or *.example.jp, separated by commas')
  return hosts
}
