import { isOurs, RandomPc, type Tab } from '../random/random-pc.ts';

/** What a tab shows. */
export interface Content {
  title: string;
  /** The page has fields; `filled`: with text that a reload would lose. */
  form: 'none' | 'empty' | 'filled';
  /** When the page asks again whether the systems close soon, by the PC's clock. */
  nextQuestionAt: number;
}

const NOBODY = 'https://example.com/';

/** The windows and tabs of a PC. Reports have windows without a toolbar. */
export class OfficeWindows extends RandomPc {
  readonly contents = new Map<number, Content>();
  /** Windows without a toolbar: reports. */
  readonly bareWindows = new Set<number>();
  /** By window. */
  readonly activeTabs = new Map<number, number>();
  /** Windows and tabs have ids of one sequence in Chromium: here windows have ids that no tab reaches. */
  override firstWindow = 1_000_001;
  focusedWindow = this.firstWindow;

  override isActive(id: number): boolean {
    return this.activeTabs.get(this.tabs.get(id)?.windowId ?? -1) === id;
  }

  /** Whether the user sees this tab. */
  isInFront(tab: Tab): boolean {
    return this.isFocused && this.focusedWindow === tab.windowId && this.isActive(tab.id);
  }

  override lastFocusedWindow(): object {
    const type = this.bareWindows.has(this.focusedWindow) ? 'popup' : 'normal';
    return { id: this.focusedWindow, focused: this.isFocused, type };
  }

  override visibleTab(id: number): object {
    const url = this.tabs.get(id)?.url ?? '';
    return { ...super.visibleTab(id), ...(isOurs(url) && { title: this.contents.get(id)?.title ?? '' }) };
  }

  override openPopup(): void {
    if (this.bareWindows.has(this.focusedWindow)) throw new Error('Browser window has no toolbar.');
    if (!this.isFocused) throw new Error('Could not find an active browser window.');
    this.popups.push(this.activeTabs.get(this.focusedWindow) ?? -1);
  }

  override openWindow(): void {
    this.popups.push(this.activeTabs.get(this.focusedWindow) ?? -1);
  }

  /** Opens an empty tab in front. `isReport`: in a window of its own, without a toolbar. */
  openTab(isReport = false): Tab {
    const tab = this.open(isReport ? Math.max(...this.activeTabs.keys(), this.firstWindow) + 1 : this.firstWindow);
    tab.url = NOBODY;
    if (isReport) this.bareWindows.add(tab.windowId);
    this.contents.set(tab.id, { title: '', form: 'none', nextQuestionAt: 0 });
    this.show(tab);
    return tab;
  }

  show(tab: Tab): void {
    this.activeTabs.set(tab.windowId, tab.id);
    this.focusedWindow = tab.windowId;
    this.frontTab = tab.id;
  }

  /** Closes a tab, and shows the next one of its window, or of the first window. */
  closeTab(tab: Tab): void {
    this.close(tab);
    this.contents.delete(tab.id);
    const left = [...this.tabs.values()].filter(({ windowId }) => windowId === tab.windowId).at(-1);
    if (!left) {
      this.activeTabs.delete(tab.windowId);
      this.bareWindows.delete(tab.windowId);
    }
    const next = left ?? this.tabs.get(this.activeTabs.get(this.firstWindow) ?? -1);
    if (next) this.show(next);
  }

  /** Forgets the windows and tabs of a browser run that has ended. */
  forgetTabs(): void {
    for (const memory of [this.contents, this.bareWindows, this.activeTabs]) memory.clear();
  }
}
