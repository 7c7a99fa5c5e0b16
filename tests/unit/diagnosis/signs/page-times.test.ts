import { describe, expect, it } from 'vitest';
import { compareHours, isToday } from '@/utils/diagnosis/signs/page-hours.ts';

const at = (time: string) => Date.parse(`2026-11-24T${time}:00+09:00`);

describe('compareHours', () => {
  it.each([
    ['利用時間は8:00~21:00です', '20:59', 'in'],
    ['利用時間は8:00~21:00です', '21:00', 'out'],
    ['午前九時より午後七時まで', '19:30', 'out'],
    ['朝8時から夜8時まで', '19:59', 'in'],
    ['九時から二十一時迄', '20:30', 'in'],
    ['8:30 a.m. to 5:15 p.m.', '17:20', 'out'],
    ['夜間処理(21:30〜翌6:30)', '02:00', 'in'],
    ['停止は22時15分から23時まで', '22:10', 'out'],
    ['土日のみ10~16時', '09:00', 'out'],
    ['受付時間 8:30-17:15', '17:20', 'out'],
    ['10-16時', '12:00', 'in'],
    ['午後1時から5時まで', '20:00', 'out'],
    ['午後1時から5時まで', '16:00', 'in'],
    ['22時から夜12時まで', '09:00', 'out'],
    ['夜1時から夜5時まで停止', '02:00', 'in'],
    ['10 p.m. to 12 a.m.', '09:00', 'out'],
    ['平日8時~18時 土曜9時~12時', '10:00', 'in'],
    // Single times.
    ['本日の受付は17時15分で終わりました', '17:20', 'past'],
    ['本日の受付は17時15分で終わりました', '17:10', 'soon'],
    ['21時に閉じました。明朝8時に開きます', '21:40', 'between'],
    ['午前七時半に開きます', '06:45', 'soon'],
    ['the desk closed at 9 p.m.', '21:10', 'past'],
    ['22時になりましたので', '22:00', 'past'],
  ])('%s at %s: %s', (text, time, expected) => {
    expect(compareHours(text, at(time))).toBe(expected);
  });

  it.each([
    '一時的に停止しています',
    '約2時間かかります',
    '24時間ご利用いただけます',
    '一時停止中',
    '11月24日に開きます',
    '3階の窓口',
    '2026-11-24',
    '',
    '10 m',
  ])('no time of day in %s', (text) => {
    expect(compareHours(text, at('10:00'))).toBeUndefined();
  });

  it('leaves out a time of day that is long past', () => {
    expect(compareHours('9時に更新しました', at('20:00'))).toBeUndefined();
  });
});

describe('isToday', () => {
  it.each([
    ['11月24日 9時~12時', true],
    ['11月25日 9時~12時', false],
    ['11/24 13:00~15:00', false],
    ['9時~12時', false],
    ['11月24日(火)終日停止', true],
    ['11月25日(水)終日停止', false],
    ['11月20日から11月30日まで', true],
    ['11月20日から11月23日まで', false],
    ['12月29日から11月30日まで', true],
    ['11月24日 8:30-17:15', true],
  ])('%s at 10:00: %s', (text, expected) => {
    expect(isToday(text, at('10:00'))).toBe(expected);
  });
});
