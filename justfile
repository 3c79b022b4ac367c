# Shorthands: `just test`, `just up`. Everything works without just, too.

default:
    @just --list

# everything on this machine, until Ctrl-C
up *arguments:
    ./yinsong up {{arguments}}

# clips in, a voice out
demo *arguments:
    ./yinsong demo {{arguments}}

# every test
test *arguments:
    ./yinsong test {{arguments}}

# one service in Quarkus' development mode, against a Kafka and PostgreSQL of your own
dev service:
    ./mvnw -pl {{service}}-service -am quarkus:dev

# format the code
fmt:
    ./mvnw -q spotless:apply

# the networks against reference tensors
golden model golden:
    ./yinsong doctor {{model}} --golden {{golden}}

# figures of this machine
bench *arguments:
    ./yinsong bench {{arguments}}

# container images; "cuda" for the trainer's on GPUs
images variant="cpu":
    ./k8s/images {{variant}}
