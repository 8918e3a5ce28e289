/** Words that begin with a capital letter or are made of them, and that name no victim: products, malware, techniques, bodies, months. Lower case. */
export const commonWords: ReadonlySet<string> = new Set(
  [
    'windows linux unix macos android microsoft exchange office outlook excel word powershell powerpoint azure entra onedrive sharepoint teams',
    'active directory server service services system systems security network internet intranet domain controller gateway firewall router switch',
    'vmware esxi vsphere vcenter hyper fortigate fortinet fortios cisco citrix netscaler ivanti pulse sonicwall qnap synology juniper palo alto',
    'apache log4j tomcat confluence jira moveit veeam oracle salesforce google gmail chrome firefox safari adobe acrobat java javascript python',
    'amazon github gitlab dropbox zoom slack telegram discord whatsapp facebook twitter linkedin youtube docker kubernetes',
    'lockbit blackcat alphv akira clop conti emotet qakbot ryuk trickbot phobos mirai cobalt strike beacon mimikatz psexec anydesk teamviewer rclone',
    'bitcoin monero ethereum ransomware malware phishing trojan webshell backdoor botnet exploit',
    'kerberos ntlm ldap dhcp http https smtp imap ftps sftp telnet snmp icmp vlan saas paas iaas rdp smb vpn scada plcs hmis iot',
    'siem csirt jpcert nisc cisa enisa interpol europol mitre attack sigma yara suricata snort misp stix taxii',
    'monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december',
    'japan japanese tokyo english america american china chinese russia russian korea europe european internet',
    'clear green amber strict unknown none true false null warning notice alert critical high medium low urgent company limited corporation',
  ].flatMap((line) => line.split(' ')),
)

/** Forms of capitals and digits that look like the name of a machine and are none: weaknesses, techniques, digests, groups, standards, protocols. */
export const commonForms =
  /^(?:CVE-.*|CWE-.*|CAPEC-.*|T[0-9]{4}(?:\.[0-9]{3})?|TA[0-9]+|APT-?[0-9]+|UNC[0-9]+|FIN[0-9]+|KB[0-9]+|MS[0-9]{2}-[0-9]+|MD5|SHA-?[0-9]+(?:-[0-9]+)?|AES-?[0-9]+(?:-[A-Z0-9]+)*|RSA-?[0-9]+|UTF-?(?:8|16|32)|IPV?[46]|TLSV?[0-9.]*|HTTP[0-9]?|SMBV?[0-9]|NTLMV?[0-9]|LOG4[A-Z0-9]*|WIN(?:7|8|10|11)|WINDOWS-?[0-9]+|OFFICE-?365|[OM]365|ISO-?[0-9-]+|RFC-?[0-9]+|X\.?509|COVID-?19|TLP-[A-Z]+|PAP-[A-Z]+|JPCERT-[A-Z0-9-]+|BIG-IP)$/u

/** Endings that make a file name of what otherwise looks like the name of a host. */
export const fileEndings: ReadonlySet<string> = new Set(
  '7z bak bat bin cfg cmd conf csv dat db dll doc docm docx dmp eml evtx exe gif gz hta html img iso jar jpg js json lnk log msg msi ocx pcap pdf php png ppt pptx ps1 py rar rtf sh sql sys tar tmp txt vbs vhd wsf xls xlsm xlsx xml yml zip'.split(
    ' ',
  ),
)

/** Local parts of mail addresses that name a task and nobody. */
export const taskMailboxes: ReadonlySet<string> = new Set(
  'abuse admin administrator alert billing contact csirt hello help helpdesk hostmaster info inquiry mail news noreply no-reply office postmaster report root sales security service soc staff support system test user webmaster'.split(
    ' ',
  ),
)

/** Kanji words before a title or a form of address that name a part of a company or anybody at all. */
export const commonPeople =
  /(?:^(?:担当|各位|利用|関係|管理|責任|攻撃|被害|従業|顧客|取引|当社|弊社|同社|御社|情報|経営|代表|当該|上記|下記|営業|総務|人事|経理|企画|技術|運用|保守|開発|製造|広報|法務|調達|工務|配電|制御|設備|安全|監査)|(?:課|室|係|班|局|社|省|庁|者|員|長|団|所|店|様|氏|名|等)$)/u
