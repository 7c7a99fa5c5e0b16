import { expect, test } from 'vitest';
import { serial } from '@/utils/serial.ts';

test('a serial function runs tasks in order, and continues after a rejected task', async () => {
  const runExclusive = serial();
  const log: string[] = [];
  const task = (name: string) => async () => {
    log.push(`${name} starts`);
    await Promise.resolve();
    log.push(`${name} ends`);
    if (name === 'b') throw new Error('b fails');
    return name;
  };
  const results = await Promise.allSettled(['a', 'b', 'c'].map((name) => runExclusive(task(name))));
  expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
  expect(results).toMatchObject([{ value: 'a' }, { reason: new Error('b fails') }, { value: 'c' }]);
});
