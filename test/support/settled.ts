import pg from 'pg'

const leftToDo = `
  select (select count(*) from report where gate_taken_at is null)::int
    + (select count(*) from warning where state = 'approved')::int
    + (select count(*) from indicator_act where settled_at is null)::int
    + (select count(*) from delivery where state = 'waiting' and (channel <> 'digest' or next_attempt_at = '-infinity'))::int as left`

/** Waits until the gate has judged everything and every message is sent, those that waited for their digest too. */
export async function settled(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await untilNothingIsLeft(client)
    await client.query(`update delivery set next_attempt_at = '-infinity' where channel = 'digest' and state = 'waiting'`)
    await untilNothingIsLeft(client)
  })
}

async function untilNothingIsLeft(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ left: number }>(leftToDo)
    if (rows[0]?.left === 0) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** Does `work` on a connection of its own. */
export async function withClient<Answer>(databaseUrl: string, work: (client: pg.Client) => Promise<Answer>): Promise<Answer> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
