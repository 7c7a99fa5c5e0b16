chrome.webRequest.onErrorOccurred.addListener(
  ({ tabId }) => {
    chrome.action.setBadgeText({ tabId, text: '!' });
    chrome.action.openPopup();
  },
  { urls: ['https://*.mamoris-net.jp/*'], types: ['main_frame'] },
);
