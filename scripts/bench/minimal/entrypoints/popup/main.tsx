import { render } from 'preact';

render(<p>Minimal</p>, document.body);
