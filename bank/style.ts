/** The bank's style sheet: one file for the frame's parts, each flow and the keyboard, joined when served. */
/// <reference path="./service/storage/raw-files.d.ts" />
import keyboard from './browser/software-keyboard.css?raw';
import mailbox from './mail/mailbox.css?raw';
import application from './site/application/application.css?raw';
import banking from './site/banking/banking.css?raw';
import download from './site/download/download.css?raw';
import base from './site/frame/base.css?raw';
import form from './site/frame/form.css?raw';
import header from './site/frame/header.css?raw';
import parts from './site/frame/parts.css?raw';
import logIn from './site/log-in/log-in.css?raw';

export const style = [
  base,
  header,
  parts,
  form,
  keyboard,
  logIn,
  application,
  banking,
  download,
  mailbox,
].join('\n');
