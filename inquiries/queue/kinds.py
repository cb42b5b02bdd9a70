"""The names of all jobs. work.py binds each to exactly one handler; a house test checks it."""

ANNOUNCE = "announce"  # tell the desk's people of an inquiry: one delivery each
RECEIPT = "receipt"  # tell the sender that it arrived
REASSURE = "reassure"  # tell the sender that a person has it
DELIVER = "deliver"  # send one message to one recipient
SEND = "send"  # let a letter of ours set out, at its time
POST = "post"  # send a letter of ours to one recipient
READ = "read"  # make of a mail that came in what it is
HEARD = "heard"  # tell the owner that they wrote or rang again
MENTION = "mention"  # tell a colleague that a note names them
CANARY = "canary"  # send the daily canary's mail to ourselves
BURIED = "buried"  # tell that a job has become a dead letter
ERASE = "erase"  # take off the disk what was erased
WITHDRAWN = "withdrawn"  # tell that a sender had an inquiry erased
